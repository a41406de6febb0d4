"""Coverage-guided fuzzing of everything that reads what others wrote; see docs/reliability.md.

    pip install -e '.[test,fuzz]'
    python -m tests.fuzz --target rules --runs 100000
    python -m tests.fuzz --all --runs 20000
"""
