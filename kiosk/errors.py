"""The one base of all refusals."""


class Refused(Exception):  # noqa: N818 - names what happened, not a fault of the program
    """Something cannot be done; the message says what happened, where, and what to do.

    Every specific error that a person may meet derives from it. The command line prints the message
    and exits with 1; the touch screen shows a calm sentence and logs the cause.
    """


class SaidRefused(Refused):
    """A refusal that a clerk's desk says in its own language.

    ``template`` is English with ``{name}`` places and a key of the translations, ``values`` fills
    it.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values
