"""References: the tables that a field may refer to."""

from nmpolicy.vocabulary.references import Ref


def test_a_reference_knows_its_tables() -> None:
    assert (Ref("orders", "measures").tables, Ref().tables) == (("orders", "measures"), ())
