"""Results: frozen dataclasses, one versioned JSON envelope. No computing."""
