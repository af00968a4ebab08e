/**
 * The same month as a good engineer would write it in SQL on Postgres: items at a periodic average level by level from the
 * bought ones up, pools by hours, work in process by half-finished units. No rounding to the cent, no loops, no returns, no proof, no
 * trace: what a factory without Millrace settles for. It ends with a cost per movement and element, as `movement_cost` has.
 */
export const MONTH_IN_SQL = `
create schema plain;
create table plain.rate as
  select p.centre, p.element, p.driver, p.amount / nullif(sum(case p.driver when 'hours_labour' then r.hours_labour else r.hours_machine end), 0) rate
  from millrace.cost_pool p
  join millrace.work_centre w on w.centre = p.centre
  join millrace.work_report r on r.work_centre = w.work_centre and r.status = 'approved'
  where p.period = '2026-09' and p.status = 'approved'
  group by p.centre, p.element, p.driver, p.amount;
create table plain.conversion as
  select r."order", k.element, sum(k.rate * case k.driver when 'hours_labour' then r.hours_labour else r.hours_machine end) amount
  from millrace.work_report r
  join millrace.work_centre w on w.work_centre = r.work_centre
  join plain.rate k on k.centre = w.centre
  where r.status = 'approved'
  group by r."order", k.element;
create table plain.done as
  select o."order", o.item, o.quantity_planned planned, coalesce(sum(m.quantity), 0) completed, o.closed_on is not null closed
  from millrace.production_order o
  left join millrace.movement m on m."order" = o."order" and m.type = 'completion' and m.status = 'approved'
  where o.status = 'approved'
  group by o."order";
create unique index on plain.done ("order");
create table plain.available (item text, element text, quantity numeric, amount numeric);
insert into plain.available
  select s.item, a.element, s.quantity, a.amount
  from millrace.opening_stock s
  join millrace.opening_stock_amount a using (ledger, plant, item, lot, layer);
create table plain.receipts as
  select m.item, a.element, sum(m.quantity) quantity, sum(a.amount) amount
  from millrace.movement m
  join millrace.movement_amount a using (movement)
  where m.type = 'purchase_receipt' and m.status = 'approved'
  group by m.item, a.element;
create table plain.price (item text, element text, price numeric);
-- A bought item is below all levels; a made one is above what its orders took.
create table plain.level as
  with recursive up as (
    select item, 0 level from millrace.item where supply = 'purchased'
    union
    select d.item, u.level + 1
    from up u
    join millrace.movement m on m.item = u.item and m.type = 'issue' and m.status = 'approved'
    join plain.done d on d."order" = m."order"
    where u.level < 8
  )
  select item, max(level) level from up group by item;
create index on plain.level (level);
do $$
declare
  at integer;
begin
  for at in 0 .. (select max(level) from plain.level) loop
    if at = 0 then
      insert into plain.price
        select a.item, a.element, (a.amount + coalesce(r.amount, 0)) / (a.quantity + coalesce(r.quantity, 0))
        from plain.available a
        left join plain.receipts r using (item, element)
        join plain.level l on l.item = a.item and l.level = 0;
    else
      insert into plain.price
        with own as (
          select d.* from plain.done d join plain.level l on l.item = d.item and l.level = at
        ), input as (
          select m."order", p.element, sum(m.quantity * p.price) amount
          from own join millrace.movement m on m."order" = own."order" and m.type = 'issue' and m.status = 'approved'
          join plain.price p on p.item = m.item
          group by m."order", p.element
          union all
          select c."order", c.element, c.amount from own join plain.conversion c using ("order")
        ), cost as (
          select own.item, i.element, sum(i.amount * case when closed then 1
            else completed / nullif(completed + (planned - completed) * 0.5, 0) end) amount
          from own join input i using ("order") group by own.item, i.element
        ), made as (
          select item, sum(completed) quantity from own group by item
        ), opening as (
          select a.item, a.element, a.quantity, a.amount from plain.available a join plain.level l on l.item = a.item and l.level = at
        )
        select item, element, (coalesce(o.amount, 0) + coalesce(c.amount, 0)) / nullif(q.quantity, 0)
        from opening o full join cost c using (item, element)
        join (
          select o.item, max(o.quantity) + coalesce(max(m.quantity), 0) quantity
          from opening o left join made m using (item) group by o.item
        ) q using (item);
    end if;
    analyze plain.price;
  end loop;
end $$;
create table plain.movement_cost as
  select m.movement, p.element, m.quantity, round(m.quantity * p.price, 2) amount
  from millrace.movement m
  join plain.price p on p.item = m.item
  where m.status = 'approved';
alter table plain.movement_cost add primary key (movement, element);
`;
