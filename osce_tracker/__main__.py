"""``python -m osce_tracker`` runs the command line."""

from osce_tracker.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
