"""What a question in plain English holds: names, days, places, and what it asks for."""
