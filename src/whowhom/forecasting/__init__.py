"""Forecasts over a horizon, and how they are judged: outlooks, backtests, baselines, scores."""
