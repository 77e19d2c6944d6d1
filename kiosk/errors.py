"""The one base of all refusals."""


class Refused(Exception):
    """Something cannot be done; the message says what happened, where, and what to do.

    Every specific error that a person may meet derives from it. The command line prints the message
    and exits with 1; the touch screen shows a calm sentence and logs the cause.
    """
