"""Every public name of the room is documented, with an example that runs."""

import ast
import doctest
import importlib
import inspect
import pkgutil

import pytest

import whowhom.ontology

MODULES = [name for _, name, _ in pkgutil.iter_modules(whowhom.ontology.__path__)]


def documented(tree: ast.Module) -> dict[str, str]:
    """Public names defined in a module, with their docstrings (a constant's stands below it)."""
    found = {}
    for node, below in zip(tree.body, [*tree.body[1:], ast.Pass()], strict=True):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = ast.get_docstring(node) or ""
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text = below.value if isinstance(below, ast.Expr) else None
            is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
            found[node.target.id] = inspect.cleandoc(text.value) if is_text else ""  # type: ignore
    return {name: text for name, text in found.items() if not name.startswith("_")}


@pytest.mark.parametrize("name", MODULES)
def test_every_public_name_has_an_example_that_runs(name: str) -> None:
    module = importlib.import_module(f"whowhom.ontology.{name}")
    docstrings = documented(ast.parse(inspect.getsource(module)))
    assert docstrings
    for public, text in docstrings.items():
        assert ">>>" in text, f"{name}.{public} has no example"
        test = doctest.DocTestParser().get_doctest(text, dict(vars(module)), public, None, None)
        assert doctest.DocTestRunner().run(test).failed == 0, f"{name}.{public}"
