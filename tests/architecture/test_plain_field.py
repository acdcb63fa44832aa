"""A plain field costs one new and one changed line and a migration, and is then everywhere: proved on the register."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path.cwd()

# The new line behind an existing one of the model, and the changed line of its description.
MODEL_LINE = '    job_title = models.CharField(_("job title"), max_length=120, blank=True, default="")\n'
NEW_LINE = '    allergy = models.CharField(_("allergy"), max_length=60, blank=True, default="")\n'
OBJECT_BEFORE, OBJECT_AFTER = '"organisation", "job_title",', '"organisation", "job_title", "allergy",'

LOOK = """
import django
django.setup()
import orjson
from django.test import Client
from payvand.kernel import outbox, records
from payvand.kernel.access import system
from payvand.kernel.access.tokens import issue
from payvand.kernel.objects import named
from payvand.kernel.testing.world import make_world
from payvand.search.find import find

world = make_world()
parties, alma = named("parties.party"), world.actor("alma")
client, api = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
client.force_login(world.alma, backend="payvand.ui.authentication.PasswordBackend")
bearer = {"headers": {"Authorization": "Bearer " + issue("alma"), "Host": "localhost"}}

form = client.get("/parties/party/new").content.decode()
assert 'name="allergy"' in form, form
made = api.post(
    "/api/v1/parties/party", orjson.dumps({"name": "Ann", "allergy": "Pistachio"}), "application/json", **bearer
)
assert made.status_code == 201, made.content
pk = made.json()["id"]
listed = client.get("/parties/party?columns=name,allergy&where=allergy+contains+istach").content.decode()
assert "Pistachio" in listed
none = client.get("/parties/party?columns=name,allergy&where=allergy+contains+walnut").content.decode()
assert "Pistachio" not in none
assert "allergy" in api.get("/api/v1/openapi.json", **bearer).content.decode()
outbox.deliver_all()
assert [hit.id for hit in find("pistachio", alma)] == [pk]
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The product's source with the two lines in it."""
    source = tmp_path / "src" / "payvand"
    shutil.copytree(
        ROOT / "src" / "payvand", source, ignore=shutil.ignore_patterns("__pycache__", "tests", "*.pyc")
    )
    replace(source / "parties" / "models" / "party.py", MODEL_LINE, MODEL_LINE + NEW_LINE)
    replace(source / "parties" / "objects.py", OBJECT_BEFORE, OBJECT_AFTER)
    return source.parent


def replace(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert text.count(before) == 1, f"{path} does not hold the line once"
    path.write_text(text.replace(before, after))


def test_a_plain_field_is_everywhere_after_two_lines(copy: Path, tmp_path: Path):
    home = tmp_path / "home"
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "PYTHONPATH": str(copy),
        "PAYVAND_HOME": str(home),
        "PAYVAND_PLUGINS": "",
        "PAYVAND_DEBUG": "1",
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "payvand.project.settings"}

    def payvand(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
        return done.stdout

    payvand("-m", "payvand", "manage", "makemigrations", "parties", "-n", "add_allergy")
    payvand("-m", "payvand", "manage", "migrate", "-v", "0")
    (tmp_path / "people.csv").write_text("name,allergy\nBen,Hazelnut\n")
    payvand("-m", "payvand", "import", "parties.party", str(tmp_path / "people.csv"))
    payvand("-c", LOOK)
    payvand("-m", "payvand", "export", "parties.party", str(tmp_path / "out.jsonl"))

    exported = (tmp_path / "out.jsonl").read_text()
    assert "Hazelnut" in exported
    assert "Pistachio" in exported
