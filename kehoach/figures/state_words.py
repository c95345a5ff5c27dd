"""What the states of a form are called; workbooks and paper, which both sides read, keep the words of `State`."""

from kehoach.models import Role, State


def state_word(state: State, role: str) -> str:
    """The word for a reader with this role: what the unit has submitted waits for the office to accept it."""
    return "Chờ duyệt" if state == State.SUBMITTED and role != Role.REPORTER else State(state).label


OFFICE_WORDS = {state: state_word(state, Role.OFFICER) for state in State}
