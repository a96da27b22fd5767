"""Sources of ties: files that tell how actors stand to each other over time, not what they did."""
