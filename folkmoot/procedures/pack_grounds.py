"""Reading what the rules of a pack rest on: laws, quotations, sources."""

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from folkmoot.procedures.pack_tables import NO_TEXT, Findings, Table
from folkmoot.procedures.rules.citations import Basis, Citation, Grounds, Law, grounds_in_law
from folkmoot.procedures.rules.faults import FaultKind, Thing


@dataclass
class Library:
    """The laws and quotations of one file, by id, and the keys that cite them."""

    findings: Findings
    laws: dict[str, Law] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    cited: list[tuple[str, str]] = field(default_factory=list)

    def read(self, top: Table) -> None:
        self.laws = {law.id: law for law in top.items("laws", _law)}
        self.citations = {each.id: each for each in top.items("citations", self._citation) if each is not None}

    def grounds(self, table: Table) -> Grounds:
        """A law cites what is quoted; a policy names its source in words, and may cite besides."""
        basis = table.choice("basis", Basis)
        cites = table.refer_all(Thing.CITATION, "cites") if table.has("cites") else ()
        self.cited += [(id_, table.full_key("cites")) for id_ in cites]
        known = tuple(self.citations[id_] for id_ in cites if id_ in self.citations)
        if basis is Basis.LAW:
            if not cites:
                table.refuse(FaultKind.NO_CITATION, "cites")
            return grounds_in_law(known)
        source = NO_TEXT
        if table.has("source"):
            source = table.text("source")
        else:
            table.refuse(FaultKind.NO_SOURCE, "source")
        return Grounds(basis=basis, source=source, citations=known)

    def refuse_what_is_out_of_force(self, on: date) -> None:
        for id_, key in self.cited:
            citation = self.citations.get(id_)
            if citation is not None and not citation.law.is_in_force(on):
                self.findings.refuse(FaultKind.OUT_OF_FORCE, key, id_)

    def view(self) -> MappingProxyType[str, Citation]:
        return MappingProxyType(self.citations)

    def _citation(self, table: Table) -> Citation | None:
        id_ = table.declare(Thing.CITATION, "id")
        law = self.laws.get(table.refer(Thing.LAW, "law"))
        article = table.number("article")
        quote = table.string("quote", missing=FaultKind.NO_QUOTATION)
        translation = table.string("translation", missing=FaultKind.MISSING_LANGUAGE)
        paragraph = table.number("paragraph") if table.has("paragraph") else None
        item = table.number("item") if table.has("item") else None
        if law is None:
            return None
        return Citation(id_, law, article, quote, translation, paragraph=paragraph, item=item)


def _law(table: Table) -> Law:
    return Law(
        id=table.declare(Thing.LAW, "id"),
        title=table.text("title"),
        file=table.string("file"),
        adopted_on=table.date("adopted_on"),
        in_force_from=table.date("in_force_from"),
        in_force_until=table.date("in_force_until") if table.has("in_force_until") else None,
    )
