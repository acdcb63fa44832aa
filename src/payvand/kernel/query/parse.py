"""Reads the query language: `stage is open and (amount > 25 million or owner is me) and birthday in this month`.

    expression := conjunction ("or" conjunction)*        conjunction := term ("and" term)*
    term       := "not" term | "(" expression ")" | field operator [operand]
    operator   := is | is not | = | != | < | <= | > | >= | contains | starts with | in | not in | between
                | is empty | is not empty
    operand    := word+ | "quoted text" | "(" operand ("," operand)* ")"      (between: operand "and" operand)

`in` followed by a period ("this month", "last 30 days", 1404, 1404/03) asks for days within it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from payvand.culture.locale import Locale
from payvand.kernel.errors import DomainError
from payvand.kernel.kinds.kind import EMPTINESS, JSON
from payvand.kernel.objects import Field, Object
from payvand.kernel.query.tree import EVERYTHING, BadQuery, Condition, Group, Node, Not

TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|!=|=|<|>|\(|\)|,)|(?P<word>[^\s()<>=!,"]+))"""
)
LONGEST = 10_000
DEEPEST = 30

# What is written → the operator; longer phrases first.
OPERATORS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("is", "not", "empty"), "not_empty"),
    (("is", "empty"), "empty"),
    (("is", "not", "in"), "not_in"),
    (("is", "not"), "is_not"),
    (("is", "in"), "in"),
    (("not", "in"), "not_in"),
    (("starts", "with"), "starts"),
    (("is",), "is"),
    (("=",), "is"),
    (("!=",), "is_not"),
    (("<",), "lt"),
    (("<=",), "le"),
    ((">",), "gt"),
    ((">=",), "ge"),
    (("contains",), "contains"),
    (("starts",), "starts"),
    (("in",), "in"),
    (("between",), "between"),
)


@dataclass(frozen=True, kw_only=True)
class Token:
    """A word, a sign or a quoted text."""

    text: str
    quoted: bool = False

    @property
    def word(self) -> str:
        """The token as a keyword; a quoted text is never one."""
        return "" if self.quoted else self.text.lower()


def parse_where(text: str, one: Object, locale: Locale) -> Node:
    """The tree of a condition with operands in canonical form. Raises BadQuery, UnknownField or Unacceptable."""
    if len(text) > LONGEST:
        raise BadQuery(_("The condition is too long."))
    reader = Reader(tokens_of(text), one, locale)
    if not reader.tokens:
        return EVERYTHING
    node = reader.expression(0)
    if reader.left():
        raise BadQuery(_("Expected “and” or “or” before “%(word)s”.") % {"word": reader.peek().text})
    return node


def tokens_of(text: str) -> list[Token]:
    """The words, signs and quoted texts of a condition."""
    tokens, at = [], 0
    text = text.strip()
    while at < len(text):
        found = TOKEN.match(text, at)
        if found is None:
            raise BadQuery(_("Cannot read the condition from here: %(rest)s") % {"rest": text[at : at + 20]})
        at = found.end()
        if found["quoted"] is not None:
            tokens.append(Token(text=re.sub(r"\\(.)", r"\1", found["quoted"][1:-1]), quoted=True))
        else:
            tokens.append(Token(text=found["sign"] or found["word"]))
    return tokens


class Reader:
    """Reads tokens one after another."""

    def __init__(self, tokens: Sequence[Token], one: Object, locale: Locale) -> None:
        self.tokens = tokens
        self.at = 0
        self.object = one
        self.locale = locale

    def left(self) -> bool:
        return self.at < len(self.tokens)

    def peek(self, ahead: int = 0) -> Token:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else Token(text="")

    def take(self) -> Token:
        token = self.peek()
        if not self.left():
            raise BadQuery(_("The condition ends too early."))
        self.at += 1
        return token

    def expect(self, sign: str) -> None:
        if self.take().word != sign:
            raise BadQuery(_("Expected “%(sign)s”.") % {"sign": sign})

    def expression(self, depth: int) -> Node:
        return self._joined("or", depth)

    def _joined(self, join: str, depth: int) -> Node:
        nodes = [self._joined("and", depth) if join == "or" else self.term(depth)]
        while self.peek().word == join:
            self.take()
            nodes.append(self._joined("and", depth) if join == "or" else self.term(depth))
        return nodes[0] if len(nodes) == 1 else Group(join=join, nodes=tuple(nodes))  # type: ignore[arg-type]

    def term(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise BadQuery(_("The condition is nested too deeply."))
        if self.peek().word == "not":
            self.take()
            return Not(node=self.term(depth + 1))
        if self.peek().word == "(":
            self.take()
            node = self.expression(depth + 1)
            self.expect(")")
            return node
        return self.condition()

    def condition(self) -> Condition:
        path = self.take().text
        field = self.object.field(path)
        operator = self.operator()
        if operator in EMPTINESS:
            return checked(Condition(field=path, operator=operator), field)
        raw = self.operand(operator)
        if operator == "in" and "within" in field.kind.operators and not isinstance(raw, list):
            operator = "within"
        checked(Condition(field=path, operator=operator), field)
        return Condition(field=path, operator=operator, operand=canonical(raw, operator, field, self.locale))

    def operator(self) -> str:
        for words, name in OPERATORS:
            if all(self.peek(ahead).word == word for ahead, word in enumerate(words)):
                self.at += len(words)
                return name
        raise BadQuery(
            _("Expected an operator (is, >, contains, in, …), not “%(word)s”.") % {"word": self.peek().text}
        )

    def operand(self, operator: str) -> object:
        if operator == "between":
            low = self.words()
            self.expect("and")
            return [low, self.words()]
        if self.peek().word != "(":
            return self.words()
        self.take()
        items = [self.words()]
        while self.peek().word == ",":
            self.take()
            items.append(self.words())
        self.expect(")")
        return items

    def words(self) -> str:
        """One quoted text, or the words up to the next sign or keyword."""
        if self.peek().quoted:
            return self.take().text
        found = []
        while self.left() and not self.peek().quoted and self.peek().word not in ("and", "or", ",", "(", ")"):
            found.append(self.take().text)
        if not found:
            raise BadQuery(_("A value is missing in the condition."))
        return " ".join(found)


def checked(condition: Condition, field: Field) -> Condition:
    """The condition, if its field has its operator."""
    if condition.operator not in field.kind.operators:
        words = {
            "operator": condition.operator,
            "field": field.label,
            "known": ", ".join(field.kind.operators),
        }
        raise BadQuery(
            _("“%(field)s” cannot be asked by “%(operator)s”. Possible: %(known)s.") % words, condition.field
        )
    return condition


def canonical(raw: object, operator: str, field: Field, locale: Locale) -> JSON:
    """An operand in canonical form; a refusal names the field."""
    try:
        return field.kind.operand(raw, operator, locale)
    except DomainError as error:
        raise BadQuery(error.message, field.name, error.code) from None
