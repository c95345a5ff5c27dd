"""The ledger of silent failures: what was done and did not arrive, each number of which has to be 0.

Others use `checks`, to which a room adds what it alone can compare.
The nightly command keeps what it found for `doctor`.
"""
