import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { type CompileOptions, checkModelSources, compileModel } from '../compile/compile-model.js';

const core = (version: string, more = '') => [
  {
    file: `crm-core-${version}.xml`,
    text: `<caruso model="crm-core" version="${version}">
 <objects>
  <object name="Customer" key="number" title="{name}">
   <attr name="number" type="string" size="10" required="true"/>
   <attr name="name" type="string" size="80" required="true" check="name != 'x'"/>
   <attr name="city" type="string" size="40"/>
   <attr name="limit" type="decimal" precision="10" scale="2"/>
   <attr name="marketing" type="enum" values="optIn optOut unknown"/>${more}
   <link name="visits" to="Visit" many="true" inverse="customer"/>
  </object>
  <object name="Visit" key="number" title="{number}">
   <attr name="number" type="integer" required="true"/>
   <link name="customer" to="Customer"/>
  </object>
 </objects>
 <presentation>
  <list object="Customer" columns="number name city"/>
  <form object="Customer">
   <section name="who" label="Who it is" fields="name city"/>
   <section label="Privacy" fields="marketing"/>
  </form>
  <detail object="Customer"><panel label="Address" fields="name city"/><tab link="visits" columns="number"/></detail>
 </presentation>
</caruso>`,
  },
];
const company = (inside: string, base = 'crm-core@1') => [
  { file: 'u.xml', text: `<caruso model="utility" version="2.0.0" extends="${base}">\n${inside}\n</caruso>` },
];
const library = [core('1.0.0')];
const compile = (inside: string, options: CompileOptions = { library }) => compileModel(company(inside), options);
const findings = (inside: string, options: CompileOptions = { library }) =>
  checkModelSources(company(inside), options).map(diagnosticLine);

describe('a model that extends another one', () => {
  it('has its objects, and adds to them', () => {
    const model = compile(`<objects>
      <object name="Meter" key="serial" title="{serial}"><attr name="serial" type="string" size="9"/>
        <link name="customer" to="Customer"/></object>
      <extend object="Customer" title="{name} ({tier})" check="tier != name">
        <attr name="tier" type="string" size="5"/>
        <link name="meters" to="Meter" many="true" inverse="customer"/></extend></objects>`);
    expect([model.name, model.version, model.bases]).toEqual([
      'utility',
      '2.0.0',
      [{ name: 'crm-core', version: '1.0.0' }],
    ]);
    expect([...model.objects.keys()]).toEqual(['Customer', 'Visit', 'Meter']);
    const customer = model.objects.get('Customer');
    expect([...(customer?.attributes.keys() ?? [])]).toEqual(['number', 'name', 'city', 'limit', 'marketing', 'tier']);
    expect([...(customer?.links.keys() ?? [])]).toEqual(['visits', 'meters']);
    expect(customer?.title({ name: 'Ann', tier: 'gold' })).toBe('Ann (gold)');
    expect(customer?.check?.text).toBe('tier != name');
    expect(customer?.presentation.list?.columns).toEqual(['number', 'name', 'city']);
  });

  it('says attributes more narrowly, and both checks hold', () => {
    const model = compile(`<objects><extend object="Customer">
      <attr name="name" type="string" size="20" check="name != 'y'"/>
      <attr name="city" type="string" required="true" label="Town" search="true"/>
      <attr name="limit" type="decimal" precision="8" scale="2"/>
      <attr name="marketing" type="enum" values="optIn optOut" default="optOut"/></extend>
      <extend object="Visit"><link name="customer" to="Customer" required="true"/></extend></objects>`);
    const { attributes } = model.objects.get('Customer') ?? {};
    expect(attributes?.get('name')).toMatchObject({ size: 20, required: true });
    expect(attributes?.get('city')).toMatchObject({ size: 40, required: true, label: 'Town', search: true });
    expect(attributes?.get('limit')).toMatchObject({ precision: 8, scale: 2 });
    expect(attributes?.get('marketing')).toMatchObject({ values: ['optIn', 'optOut'], default: 'optOut' });
    expect(model.objects.get('Visit')?.links.get('customer')?.required).toBe(true);
    const check = attributes?.get('name')?.check;
    const holds = (name: string) => check?.evaluate({ name }, { now: 0, zone: 'UTC' });
    expect([holds('x'), holds('y'), holds('z')]).toEqual([false, false, true]);
  });

  it.each([
    ['another type', '<attr name="city" type="text"/>', '\'city\' has type="string" in crm-core-1.0.0.xml:6'],
    ['a greater size', '<attr name="city" type="string" size="41"/>', '\'city\' has size="40" in crm-core-1.0.0.xml:6'],
    ['more digits', '<attr name="limit" type="decimal" precision="11"/>', '\'limit\' has precision="10"'],
    ['more room before the point', '<attr name="limit" type="decimal" scale="1"/>', "'limit' has 8 digits before"],
    ['a value more', '<attr name="marketing" type="enum" values="optIn post"/>', "'marketing' has no value 'post'"],
    ['what is not required', '<attr name="name" type="string" required="false"/>', "'name' is required in"],
    ['a link instead', '<link name="city" to="Visit"/>', "'city' is <attr>, not <link>"],
    ['another target', '<link name="visits" to="Customer"/>', '\'visits\' has to="Visit"'],
  ])('refuses to contradict: %s', (_, member, message) => {
    const [first = ''] = findings(`<objects><extend object="Customer">${member}</extend></objects>`);
    expect(first).toContain('u.xml:2:');
    expect(first).toContain('error contradiction');
    expect(first).toContain(message);
  });

  it('refuses an object of the same name, and to extend what is not there', () => {
    const text = `<objects><object name="Visit" key="a" title="{a}"><attr name="a" type="string"/></object>
      <extend object="Custmer"/></objects>`;
    expect(findings(text)).toEqual([
      `u.xml:2:24: error duplicate-name: The base model has an object 'Visit' (to add to it, write <extend object="Visit">)`,
      "u.xml:3:23: error unknown-object: The base model has no object 'Custmer' (did you mean 'Customer'?)",
    ]);
  });

  it('shows a form of its own in place of that of the base model', () => {
    const model = compile(
      `<presentation><form object="Customer"><section label="All" fields="name"/></form></presentation>`,
    );
    expect(model.objects.get('Customer')?.presentation.form?.sections).toEqual([{ label: 'All', fields: ['name'] }]);
    expect(model.objects.get('Customer')?.presentation.list?.columns).toEqual(['number', 'name', 'city']);
  });

  it('builds on the newest version that fits', () => {
    const versions = [core('1.0.0'), core('1.4.0'), core('1.3.9'), core('2.0.0')];
    const baseOf = (base: string) => compileModel(company('', base), { library: versions }).bases[0]?.version;
    expect([baseOf('crm-core@1'), baseOf('crm-core@1.3'), baseOf('crm-core@2')]).toEqual(['1.4.0', '1.4.0', '2.0.0']);
  });

  it('builds on a model that builds on another', () => {
    const middle = [
      {
        file: 'm.xml',
        text: `<caruso model="trade" version="1.0.0" extends="crm-core@1"><objects><extend object="Customer">
        <attr name="city" type="string" size="30"/></extend></objects></caruso>`,
      },
    ];
    const options = { library: [...library, middle] };
    const text = '<objects><extend object="Customer"><attr name="city" type="string" size="35"/></extend></objects>';
    const found = checkModelSources(company(text, 'trade@1'), options).map(diagnosticLine);
    expect(found).toEqual(['u.xml:2:74: error contradiction: \'city\' has size="30" in m.xml:2 (write 30 or less)']);
    expect(compileModel(company('', 'trade@1'), options).bases.map(({ name }) => name)).toEqual(['trade', 'crm-core']);
  });

  it.each([
    ['crm-cor@1', "missing-base: The library has no model 'crm-cor' (did you mean 'crm-core'?)"],
    ['crm-core@1.1', "wrong-base-version: The model 'crm-core' is there as 1.0.0, which does not fit 1.1"],
    ['crm-core', "bad-value: 'crm-core' names no model with its version (write crm-core@1)"],
    ['utility@2', 'cyclic-extends: utility extends utility, which is a circle (take one of them out)'],
  ])('cannot build on %s, and says so at its place', (base, message) => {
    const found = checkModelSources(company('', base), { library }).map(diagnosticLine);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`u.xml:1:50: error ${message}`);
  });

  it('finds a circle over several models where it closes', () => {
    const a = [{ file: 'a.xml', text: '<caruso model="a" version="1.0.0" extends="b@1"/>' }];
    const b = [{ file: 'b.xml', text: '<caruso model="b" version="1.0.0" extends="a@1"/>' }];
    expect(checkModelSources(a, { library: [a, b] }).map(diagnosticLine)).toEqual([
      'b.xml:1:44: error cyclic-extends: a extends b extends a, which is a circle (take one of them out)',
    ]);
  });

  it('reports what is wrong in the base model where it is wrong', () => {
    const broken = [{ file: 'core.xml', text: core('1.0.0')[0]?.text.replace('type="integer"', 'type="int"') ?? '' }];
    expect(findings('', { library: [broken] })[0]).toMatch(/^core\.xml:12:30: error bad-value/);
  });
});

describe('an overlay', () => {
  const overlaid = (patches: string, version = library) =>
    compile(`<overlay>${patches}</overlay>`, { library: version }).objects.get('Customer');

  it('sets, adds and removes', () => {
    const customer = overlaid(`
      <patch at="form:Customer/section:Privacy" op="set" attribute="label" value="Data protection"/>
      <patch at="form:Customer/section:who" op="add" attribute="fields" value="limit number" before="city"/>
      <patch at="form:Customer" op="add" before="section:Privacy"><section label="Money" fields="limit"/></patch>
      <patch at="list:Customer" op="remove" attribute="columns" value="number"/>
      <patch at="list:Customer" op="set" attribute="sort" value="-city"/>
      <patch at="detail:Customer/tab:visits" op="remove"/>
      <patch at="attr:Customer.city" op="set" attribute="label" value="Town"/>`);
    expect(customer?.presentation).toEqual({
      list: { columns: ['name', 'city'], filters: [], sort: '-city' },
      form: {
        sections: [
          { label: 'Who it is', fields: ['name', 'limit', 'number', 'city'] },
          { label: 'Money', fields: ['limit'] },
          { label: 'Data protection', fields: ['marketing'] },
        ],
      },
      detail: { panels: [{ label: 'Address', fields: ['name', 'city'] }], tabs: [] },
    });
    expect(customer?.attributes.get('city')?.label).toBe('Town');
  });

  it('over what has gone is a warning, and the rest of it holds', () => {
    const text = `<overlay>
<patch at="form:Customer/section:Privcy" op="remove"/>
<patch at="form:Visit" op="remove"/>
<patch at="attr:Customer.fax" op="set" attribute="label" value="Telefax"/>
<patch at="list:Customer" op="add" attribute="columns" value="fax limit" before="zip"/>
<patch at="list:Customer" op="set" attribute="sort" value="fax"/>
<patch at="detail:Customer" op="add"><tab link="orders" columns="number"/></patch>
<patch at="form:Customer" op="add"><section label="More" fields="fax limit"/></patch>
</overlay>`;
    expect(findings(text)).toEqual([
      "u.xml:3:12: warning lost-target: There is no form:Customer/section:Privcy to change (did you mean 'form:Customer/section:Privacy'?)",
      'u.xml:4:12: warning lost-target: There is no form:Visit to change (take the patch out, or lead it elsewhere)',
      'u.xml:5:12: warning lost-target: There is no attr:Customer.fax to change (take the patch out, or lead it elsewhere)',
      "u.xml:6:63: warning unknown-attribute: 'Customer' has no attribute 'fax'",
      "u.xml:6:82: warning lost-target: 'zip' is not there any more (it is added at the end)",
      "u.xml:7:60: warning unknown-attribute: 'Customer' has no attribute 'fax'",
      "u.xml:8:49: warning unknown-link: 'Customer' has no link to many 'orders'",
      "u.xml:9:66: warning unknown-attribute: 'Customer' has no attribute 'fax'",
    ]);
    const { presentation } = compile(text).objects.get('Customer') ?? {};
    expect(presentation?.list).toEqual({ columns: ['number', 'name', 'city', 'limit'], filters: [] });
    expect(presentation?.form?.sections.at(-1)).toEqual({ label: 'More', fields: ['limit'] });
    expect(compile(text).warnings).toHaveLength(8);
  });

  it.each([
    ['at="Customer" op="remove"', "bad-value: 'Customer' is no address"],
    ['at="attr:Customer.city" op="remove"', 'not-patchable: remove needs an attribute of <attr> (scripts may rely'],
    ['at="attr:Customer.city" op="set" attribute="size" value="3"', 'not-patchable: An overlay cannot set size of'],
    ['at="list:Customer" op="set" attribute="column" value="a"', "(did you mean 'columns'?)"],
    ['at="list:Customer" op="set" attribute="columns"', 'missing-attribute: set needs a value'],
    ['at="form:Customer" op="add"', 'not-patchable: Nothing is added (put <section> into it)'],
  ])('that can never be meant is an error: %s', (patch, message) => {
    const found = findings(`<overlay><patch ${patch}/></overlay>`);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
    expect(found[0]).toContain(' error ');
  });
});
