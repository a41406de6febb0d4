"""Faults made on purpose: full disks, kills, files that vanish, runs that meet; see docs/reliability.md.

    python -m tests.faults --runs 300 --seed 1
"""
