"""A language model as the reader, by any OpenAI-compatible or Anthropic endpoint, checked.

The document goes out as data, no tool is offered, and of what comes back only that is kept whose
words stand in the text to the letter and whose sides the registry knows.
"""

from whowhom.reading.llm.reader import LlmReader

__all__ = ["LlmReader"]
