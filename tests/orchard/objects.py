"""How people meet a tree."""

from django.db.models import F

from payvand.kernel.kinds import Email, Link, Whole
from payvand.kernel.objects import Computed, Many, Object, Section, View, register
from tests.orchard.commands import water_tree
from tests.orchard.models import Caretaker, Tree

trees = register(
    Object(
        model=Tree,
        icon="tree",
        columns=["name", "health", "planted", "price", "owner"],
        form=[
            Section("Tree", ["name", "health", "planted", "parent", "owner", "team"]),
            Section("More", ["notes", "watered_at", "fruits", "price", "for_sale", "emails", "tags"], folded=True),
        ],
        computed=[Computed(name="doubled", label="twice the fruits", kind=Whole(), expression=F("fruits") * 2)],
        many=[
            Many(name="emails", label="e-mails", kind=Email(), model=Caretaker, of="tree", extras=("label",)),
            Many(
                name="tags", label="tags", kind=Link(target="kernel.tag", fold="name_fold"), model=Tree.tags.through,
                of="tree", value="tag",
            ),
        ],
        search={"name": 3},
        sort=["name"],
        match=[["emails"]],
        board_by="health",
        commands=[water_tree],
        views=[View("Planted this year", "planted in this year"), View("Healthy", "health is good")],
    )
)  # fmt: skip
