"""Long runs under load and faults: ``make soak``. Small versions of them run with the other tests."""
