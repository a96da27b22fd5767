"""How the models are made that ``whowhom.reading`` ships: scripts and their own data."""
