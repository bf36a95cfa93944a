import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stub } from '@caruso/core';
import { type RunningAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BusinessObjects, businessObjects, checkModel, compileModel } from '../src/index.js';

const MODEL = `<caruso model="northwind" version="1.0.0">
 <objects>
  <object name="Customer" key="id" title="{company}">
   <attr name="id" type="string" size="5" required="true"/>
   <attr name="company" type="string" required="true" search="true"/>
   <attr name="country" type="string"/>
   <link name="orders" to="Order" many="true" inverse="customer"/>
  </object>
  <object name="Order" key="id" title="{id}">
   <attr name="id" type="integer"/>
   <attr name="date" type="date"/>
   <attr name="freight" type="decimal" precision="10" scale="2"/>
   <link name="customer" to="Customer" inverse="orders"/>
   <link name="lines" to="OrderLine" many="true" inverse="order"/>
  </object>
  <object name="Product" key="id" title="{name}">
   <attr name="id" type="integer"/>
   <attr name="name" type="string" required="true"/>
   <attr name="discontinued" type="boolean" required="true"/>
  </object>
  <object name="OrderLine" key="order product" title="{quantity} of {product}">
   <attr name="unitPrice" type="decimal" precision="10" scale="4" required="true"/>
   <attr name="quantity" type="integer" required="true"/>
   <attr name="discount" type="double" required="true" check="discount ge 0 and discount le 1"/>
   <link name="order" to="Order" required="true" inverse="lines"/>
   <link name="product" to="Product" required="true"/>
  </object>
 </objects>
 <mapping company="northwind">
  <store name="shop"/>
  <map object="Customer" store="shop" table="Customers">
   <col attr="id" column="CustomerID"/><col attr="company" column="CompanyName"/><col attr="country" column="Country"/>
  </map>
  <map object="Order" store="shop" table="Orders">
   <col attr="id" column="OrderID" generate="database"/><col attr="date" column="OrderDate"/>
   <col attr="freight" column="Freight"/><join link="customer" columns="CustomerID"/>
  </map>
  <map object="Product" store="shop" table="Products">
   <col attr="id" column="ProductID"/><col attr="name" column="ProductName"/>
   <col attr="discontinued" column="Discontinued" convert="code(0=false,1=true)"/>
  </map>
  <map object="OrderLine" store="shop" table="Order Details">
   <col attr="unitPrice" column="UnitPrice"/><col attr="quantity" column="Quantity"/><col attr="discount" column="Discount"/>
   <join link="order" columns="OrderID"/><join link="product" columns="ProductID"/>
  </map>
 </mapping>
</caruso>`;

const script = join(process.env.CARUSO_CASES ?? '', 'databases/northwind/northwind_sqlite_create.sql');
const missing = process.env.CARUSO_CASES && existsSync(script) ? undefined : 'CARUSO_CASES does not name the cases';
const title = 'the Northwind database on SQLite, unchanged';

describe.skipIf(missing)(missing ? `${title} (not run: ${missing})` : title, () => {
  const model = compileModel([{ file: 'northwind.xml', text: MODEL }]);
  const folder = mkdtempSync(join(tmpdir(), 'northwind-'));
  let running: RunningAssembly;
  let objects: Stub<typeof BusinessObjects>;

  beforeAll(async () => {
    const file = join(folder, 'northwind.db');
    const database = new Database(file);
    database.pragma('synchronous = off');
    database.exec(readFileSync(script, 'utf8'));
    database.close();
    const stores = { system: 'sqlite::memory:', shop: `sqlite:${file}` };
    const components = [storageManager({ stores }), businessObjects({ model })];
    running = await startAssembly({ company: 'northwind', components }, { log: silentLog });
    objects = running.get(BusinessObjects);
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('fits the model', async () => {
    const found = await checkModel(model, running.get(Storage));
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is read along links with text keys, from a table with a blank in its name', async () => {
    const include = ['orders.lines.product'];
    const alfki = await objects.get({ object: 'Customer', key: 'ALFKI', include });
    expect(alfki?.title).toBe('Alfreds Futterkiste');
    const orders = alfki?.links.orders ?? [];
    expect(orders.map(({ key }) => key)).toEqual(['10643', '10692', '10702', '10835', '10952', '11011']);
    const products = orders[0]?.links.lines?.map(({ links }) => links.product?.[0]?.title);
    expect(products).toEqual(['Rössle Sauerkraut', 'Chartreuse verte', 'Spegesild']);
  });

  it('creates an order with lines, numbered by the database, and changes a line with a floating point value', async () => {
    const order = await objects.create({ object: 'Order', values: { date: '2026-03-01', customer: 'ALFKI' } });
    expect(Number(order.key)).toBeGreaterThan(11_077);
    const values = { order: order.key, product: '1', unitPrice: '18.00', quantity: 2, discount: 0.15 };
    const line = await objects.create({ object: 'OrderLine', values });
    expect(line).toMatchObject({ key: JSON.stringify([order.key, '1']), values: { ...values, unitPrice: '18.0000' } });
    const change = { object: 'OrderLine', key: line.key, version: line.version, changes: { quantity: 3 } };
    expect((await objects.update(change)).values.quantity).toBe(3);
  });
});
