"""The case folder: tables, Parquet files, lock and log. Knows no model."""
