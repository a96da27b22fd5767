"""Networks: well-formed, by the schema's rules, and read back the same."""

import re
import xml.etree.ElementTree as ET

import pytest

from whowhom.errors import OptionError, RefusalError
from whowhom.export.graphml import tokens

G = "{http://graphml.graphdrawing.org/xmlns}"
X = "{http://www.gexf.net/1.2draft}"


@pytest.fixture
def made(case, ged):
    case.add(
        ged(
            {"id": "1", "date_start": "2021-01-05", "best": "2"},
            {"id": "2", "date_start": "2021-02-05", "best": "3"},
            {
                "id": "3",
                "date_start": "2021-03-11",
                "type_of_violence": "3",
                "side_a": "Taleban",
                "side_b": "Civilians",
            },
            {"id": "4", "side_a": 'A <b>&"\x02', "side_b": "A /b>&", "date_start": "2021-04-01"},
        )
    )
    return case


def test_graphml_as_the_schema_has_it(made):
    root = ET.fromstring(made.export_network().text("graphml").split("\n", 1)[1])
    keys = {k.get("id"): k for k in root.iter(f"{G}key")}
    ids = [n.get("id") for n in root.iter(f"{G}node")]
    assert len(set(ids)) == len(ids)
    # xs:NMTOKEN
    assert all(re.fullmatch(r"[\w.:-]+", i) for i in [*ids, *keys])
    for edge in root.iter(f"{G}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids)
    for data in root.iter(f"{G}data"):
        key = keys[data.get("key")]
        assert key.get("attr.type") in ("int", "string", "double")
        if key.get("attr.type") == "int":
            int(data.text)
    assert [child.tag for child in root][-1] == f"{G}graph"


def test_gexf_as_the_schema_has_it(made):
    root = ET.fromstring(made.export_network().text("gexf").split("\n", 1)[1])
    (graph,) = root.iter(f"{X}graph")
    assert [c.tag.removeprefix(X) for c in graph] == ["attributes", "attributes", "nodes", "edges"]
    declared = {a.get("id"): a.get("type") for a in root.iter(f"{X}attribute")}
    for value in root.iter(f"{X}attvalue"):
        if declared[value.get("for")] == "integer":
            int(value.get("value"))
    nodes = {n.get("id"): n.get("label") for n in root.iter(f"{X}node")}
    assert nodes["TALIBAN"] == "Taliban"
    assert {e.get("source") for e in root.iter(f"{X}edge")} <= set(nodes)


def test_edges_by_hand(made):
    found = made.export_network()
    edge = next(e for e in found.edges if e.source == "GOV_AFG_2001_2021")
    assert edge.weight == edge.attributes["acts"] == edge.attributes["acts_undirected"] == 2
    assert (edge.attributes["deaths"], edge.attributes["material_conflict"]) == (5, 2)
    assert (edge.attributes["first"], edge.attributes["last"]) == ("2021-01-05", "2021-02-05")
    node = next(n for n in found.nodes if n.id == "GOV_AFG_2001_2021")
    assert node.attributes == {
        "kind": "state",
        "country": "AFG",
        "events": 2,
        "gw": 700,
        "cow": 700,
    }
    assert next(n for n in found.nodes if n.id == "TALIBAN").attributes["events"] == 3


def test_directed_edges_leave_out_what_has_no_direction(made):
    found = made.export_network(directed=True)
    assert [(e.source, e.target, e.weight) for e in found.edges] == [("TALIBAN", "CIV_AFG", 1)]
    assert "3 acts without a recorded direction are left out" in found.about


def test_period_and_actors(made):
    assert len(made.export_network(since="2021-02-01", until="2021-03-31").edges) == 2
    assert len(made.export_network(actors="Taliban").edges) == 2
    with pytest.raises(RefusalError):
        made.export_network(since="2022-01-01")


def test_files(made, tmp_path):
    found = made.export_network()
    for form in ("gexf", "graphml"):
        assert found.write(tmp_path / f"n.{form}").read_text("utf-8") == found.text(form)
    with pytest.raises(OptionError):
        found.write(tmp_path / "n.xml")
    with pytest.raises(OptionError):
        found.write(tmp_path / "n.xml", "xml")
    with pytest.raises(OptionError):
        found.write(tmp_path / "no" / "n.gexf")


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_reads_the_same(made, tmp_path, form):
    networkx = pytest.importorskip("networkx")
    found = made.export_network()
    graph = getattr(networkx, f"read_{form}")(found.write(tmp_path / f"n.{form}"))
    assert (len(graph), graph.number_of_edges()) == (len(found.nodes), len(found.edges))
    assert graph["GOV_AFG_2001_2021"]["TALIBAN"]["acts"] == 2
    assert graph.is_directed() == found.directed


def test_tokens_are_never_the_same():
    ids = ["a b", "a/b", "a_b", "a_b.2", "", "*"]
    assert len(set(tokens(ids).values())) == len(ids)
