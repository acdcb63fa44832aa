# The register of parties: parties, contact points, identifiers, addresses, relations.

import django.db.models.deletion
import payvand.kernel.fields
import payvand.parties.models.identifier
import payvand.parties.models.location
import payvand.parties.models.party
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('kernel', '0001_kernel'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False, verbose_name='number')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='changed')),
                ('archived_at', models.DateTimeField(editable=False, null=True, verbose_name='archived')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('custom', models.JSONField(blank=True, default=dict, editable=False)),
                ('country', payvand.parties.models.location.CountryField(blank=True, default='', max_length=60, verbose_name='country')),
                ('province', payvand.parties.models.location.ProvinceField(blank=True, default='', max_length=60, verbose_name='province')),
                ('county', models.CharField(blank=True, default='', max_length=60, verbose_name='county')),
                ('city', models.CharField(blank=True, default='', max_length=60, verbose_name='city')),
                ('city_fold', payvand.kernel.fields.FoldedField('city', max_length=60)),
                ('district', models.CharField(blank=True, default='', max_length=80, verbose_name='district')),
                ('street', models.CharField(blank=True, default='', max_length=300, verbose_name='street')),
                ('plaque', models.CharField(blank=True, default='', max_length=20, verbose_name='plaque')),
                ('unit', models.CharField(blank=True, default='', max_length=20, verbose_name='unit')),
                ('postal_code', models.CharField(blank=True, default='', max_length=20, verbose_name='postal code')),
                ('latitude', payvand.parties.models.location.LatitudeField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='latitude')),
                ('longitude', payvand.parties.models.location.LongitudeField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
                ('kind', models.CharField(choices=[('person', 'person'), ('organisation', 'organisation')], default='person', max_length=12, verbose_name='kind')),
                ('name', models.CharField(blank=True, help_text="A person's name may be given in parts instead.", max_length=200, verbose_name='name')),
                ('name_fold', payvand.kernel.fields.FoldedField('name', max_length=400)),
                ('name_sort', payvand.kernel.fields.SortKeyField('name', max_length=120)),
                ('name_skeleton', payvand.kernel.fields.SkeletonField('name', max_length=120)),
                ('name_latin', models.CharField(blank=True, default='', help_text='As on a passport or a letterhead.', max_length=200, verbose_name='name in the other script')),
                ('name_latin_fold', payvand.kernel.fields.FoldedField('name_latin', max_length=400)),
                ('honorific', models.CharField(blank=True, default='', help_text='Dr, Eng., Mr …', max_length=40, verbose_name='honorific')),
                ('given_name', models.CharField(blank=True, default='', max_length=100, verbose_name='given name')),
                ('family_name', models.CharField(blank=True, default='', max_length=100, verbose_name='family name')),
                ('gender', models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male')], default='', help_text='As they told it.', max_length=8, verbose_name='gender')),
                ('birth_day', models.DateField(blank=True, null=True, verbose_name='date of birth')),
                ('job_title', models.CharField(blank=True, default='', max_length=120, verbose_name='job title')),
                ('sector', models.CharField(blank=True, default='', max_length=100, verbose_name='sector')),
                ('sector_fold', payvand.kernel.fields.FoldedField('sector', max_length=100)),
                ('website', models.URLField(blank=True, default='', max_length=500, verbose_name='website')),
                ('annual_revenue', payvand.kernel.fields.MoneyField(blank=True, null=True, verbose_name='annual revenue')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                ('founded', payvand.parties.models.party.YearField(blank=True, null=True, verbose_name='founded in')),
                ('source', models.CharField(blank=True, choices=[('referral', 'referral'), ('website', 'website'), ('search', 'search engine'), ('social', 'social network'), ('messenger', 'messenger'), ('advertisement', 'advertisement'), ('email', 'e-mail campaign'), ('sms', 'SMS campaign'), ('cold_call', 'cold call'), ('exhibition', 'exhibition'), ('event', 'event or webinar'), ('visit', 'field visit'), ('partner', 'partner'), ('import', 'imported list'), ('other', 'other')], default='', max_length=16, verbose_name='source')),
                ('first_touch', models.CharField(blank=True, default='', help_text='The campaign, page, event or code that brought them.', max_length=200, verbose_name='first touch')),
                ('first_touch_on', models.DateField(blank=True, null=True, verbose_name='date of the first touch')),
                ('description', models.TextField(blank=True, default='', verbose_name='description')),
                ('need', models.TextField(blank=True, default='', help_text='What they want solved, in their own words.', verbose_name='need')),
                ('value_seen', models.TextField(blank=True, default='', help_text='What makes us worth it to them.', verbose_name='value they see')),
                ('budget', payvand.kernel.fields.MoneyField(blank=True, null=True, verbose_name='budget')),
                ('preferred_language', models.CharField(blank=True, choices=[('fa', 'Persian'), ('ar', 'Arabic'), ('en', 'English')], default='', max_length=2, verbose_name='preferred language')),
                ('preferred_channel', models.CharField(blank=True, choices=[('phone', 'phone call'), ('sms', 'SMS'), ('messenger', 'messenger'), ('email', 'e-mail'), ('visit', 'visit')], default='', max_length=10, verbose_name='preferred channel')),
                ('lifecycle', models.CharField(choices=[('prospect', 'prospect'), ('active', 'active customer'), ('dormant', 'dormant customer'), ('lost', 'lost')], default='prospect', editable=False, help_text='Worked out from purchases and from what was said, not typed.', max_length=10, verbose_name='lifecycle')),
                ('last_contact_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last contact')),
                ('last_purchase_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last purchase')),
                ('lost_on', models.DateField(blank=True, editable=False, null=True, verbose_name='lost on')),
                ('annual_revenue_currency', models.CharField(default='IRR', editable=False, max_length=3)),
                ('budget_currency', models.CharField(default='IRR', editable=False, max_length=3)),
                ('organisation', models.ForeignKey(blank=True, help_text='Where this person mainly works.', limit_choices_to={'kind': 'organisation'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='parties.party', verbose_name='organisation')),
                ('owner', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
                ('parent', models.ForeignKey(blank=True, limit_choices_to={'kind': 'organisation'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='subsidiaries', to='parties.party', verbose_name='parent company')),
                ('tags', models.ManyToManyField(blank=True, related_name='+', to='kernel.tag', verbose_name='tags')),
                ('team', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.team', verbose_name='team')),
            ],
            options={
                'verbose_name': 'party',
                'verbose_name_plural': 'parties',
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=80, verbose_name='number')),
                ('fault', payvand.parties.models.identifier.FaultField('value', max_length=40)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='parties.party')),
            ],
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('phone', 'phone'), ('email', 'e-mail'), ('messenger', 'messenger'), ('social', 'social network')], max_length=10, verbose_name='channel')),
                ('value', models.CharField(max_length=254, verbose_name='value')),
                ('label', models.CharField(blank=True, default='', max_length=40, verbose_name='label')),
                ('is_primary', models.BooleanField(default=False, verbose_name='primary')),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared')),
                ('verified_at', models.DateTimeField(blank=True, null=True, verbose_name='verified')),
                ('consent', models.CharField(choices=[('unknown', 'not asked'), ('given', 'given'), ('withdrawn', 'withdrawn')], default='unknown', max_length=10, verbose_name='consent')),
                ('consent_source', models.CharField(blank=True, default='', max_length=200, verbose_name='source of the consent')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='date of the consent')),
                ('party', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contact_points', to='parties.party')),
            ],
        ),
        migrations.CreateModel(
            name='Address',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False, verbose_name='number')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='changed')),
                ('archived_at', models.DateTimeField(editable=False, null=True, verbose_name='archived')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('custom', models.JSONField(blank=True, default=dict, editable=False)),
                ('country', payvand.parties.models.location.CountryField(blank=True, default='', max_length=60, verbose_name='country')),
                ('province', payvand.parties.models.location.ProvinceField(blank=True, default='', max_length=60, verbose_name='province')),
                ('county', models.CharField(blank=True, default='', max_length=60, verbose_name='county')),
                ('city', models.CharField(blank=True, default='', max_length=60, verbose_name='city')),
                ('city_fold', payvand.kernel.fields.FoldedField('city', max_length=60)),
                ('district', models.CharField(blank=True, default='', max_length=80, verbose_name='district')),
                ('street', models.CharField(blank=True, default='', max_length=300, verbose_name='street')),
                ('plaque', models.CharField(blank=True, default='', max_length=20, verbose_name='plaque')),
                ('unit', models.CharField(blank=True, default='', max_length=20, verbose_name='unit')),
                ('postal_code', models.CharField(blank=True, default='', max_length=20, verbose_name='postal code')),
                ('latitude', payvand.parties.models.location.LatitudeField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='latitude')),
                ('longitude', payvand.parties.models.location.LongitudeField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='longitude')),
                ('name', models.CharField(blank=True, default='', help_text='As in “Shiraz branch”.', max_length=100, verbose_name='name')),
                ('name_fold', payvand.kernel.fields.FoldedField('name', max_length=100)),
                ('use', models.CharField(choices=[('office', 'office'), ('home', 'home'), ('shop', 'shop'), ('warehouse', 'warehouse'), ('factory', 'factory'), ('billing', 'for invoices'), ('shipping', 'for deliveries')], default='office', max_length=10, verbose_name='use')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'address',
                'verbose_name_plural': 'addresses',
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False, verbose_name='number')),
                ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(editable=False, verbose_name='changed')),
                ('archived_at', models.DateTimeField(editable=False, null=True, verbose_name='archived')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('custom', models.JSONField(blank=True, default=dict, editable=False)),
                ('kind', models.CharField(choices=[('works_at', 'works at'), ('decides_for', 'decides for'), ('subsidiary_of', 'is a subsidiary of'), ('referred_by', 'was referred by'), ('supplies', 'supplies'), ('partner_of', 'is a partner of'), ('relative_of', 'is a relative of')], max_length=20, verbose_name='relation')),
                ('role', models.CharField(blank=True, choices=[('decider', 'decider'), ('influencer', 'influencer'), ('user', 'user of the product'), ('gatekeeper', 'gatekeeper'), ('buyer', 'buyer'), ('payer', 'payer')], default='', max_length=12, verbose_name='role')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='note')),
                ('start_on', models.DateField(blank=True, null=True, verbose_name='since')),
                ('end_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='parties.party', verbose_name='other party')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relations', to='parties.party', verbose_name='party')),
            ],
            options={
                'verbose_name': 'relation',
                'verbose_name_plural': 'relations',
            },
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('archived_at__isnull', True)), fields=['name_sort', 'id'], name='parties_party_name'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['owner', 'name_sort', 'id'], name='parties_party_owner'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['team', 'name_sort', 'id'], name='parties_party_team'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['updated_at', 'id'], name='parties_party_changed'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['name_fold'], name='parties_party_fold'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(fields=['name_skeleton'], name='parties_party_skeleton'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('lifecycle', 'active')), fields=['last_purchase_on'], name='parties_party_purchase'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('birth_day__gte', '1900-01-01'), ('birth_day__isnull', True), _connector='OR'), name='parties_party_birth_day_1900'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('first_touch_on__gte', '1900-01-01'), ('first_touch_on__isnull', True), _connector='OR'), name='parties_party_first_touch_on_1900'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('last_contact_on__gte', '1900-01-01'), ('last_contact_on__isnull', True), _connector='OR'), name='parties_party_last_contact_on_1900'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('last_purchase_on__gte', '1900-01-01'), ('last_purchase_on__isnull', True), _connector='OR'), name='parties_party_last_purchase_on_1900'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.CheckConstraint(condition=models.Q(('lost_on__gte', '1900-01-01'), ('lost_on__isnull', True), _connector='OR'), name='parties_party_lost_on_1900'),
        ),
        migrations.AddIndex(
            model_name='identifier',
            index=models.Index(fields=['value'], name='parties_identifier_value'),
        ),
        migrations.AddIndex(
            model_name='contactpoint',
            index=models.Index(fields=['channel', 'value'], name='parties_contact_value'),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(fields=('party', 'channel', 'value'), name='parties_contact_once'),
        ),
        migrations.AddConstraint(
            model_name='contactpoint',
            constraint=models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('party', 'channel'), name='parties_contact_one_primary'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('party', models.F('other')), _negated=True), name='parties_relation_not_self'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('start_on__gte', '1900-01-01'), ('start_on__isnull', True), _connector='OR'), name='parties_relation_start_on_1900'),
        ),
        migrations.AddConstraint(
            model_name='relation',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__gte', '1900-01-01'), ('end_on__isnull', True), _connector='OR'), name='parties_relation_end_on_1900'),
        ),
    ]
