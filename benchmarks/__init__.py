"""How fast, and where the time goes. `pytest -m benchmark benchmarks` on a machine that does nothing else."""
