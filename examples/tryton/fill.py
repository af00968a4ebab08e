"""Fills a company in Tryton with two months, through its own client library.

    python3 fill.py postgresql://user@/database?host=/socket&port=5432

Every document carries its day in the past; they are entered in the order of their days, as people would.
"""

import sys
from datetime import date, timedelta
from decimal import Decimal

from company import YEAR, Company
from proteus import Model, Wizard, config


# What comes in lots: each delivery is one.
BY_LOT = {"GLASS"}


def day(text):
    month, number = text.split("-")
    return date(YEAR, int(month), int(number))


class Documents:
    """Each method enters a document and takes it to its end."""

    def __init__(self, company):
        self.company = company
        self.products = company.products
        self.purchases, self.sales, self.running, self.lots = {}, {}, {}, {}

    def buy(self, when, name, lines):
        purchase = Model.get("purchase.purchase")(party=self.company.supplier, purchase_date=day(when))
        purchase.payment_term, purchase.invoice_method = self.company.term, "shipment"
        purchase.warehouse = self.company.main
        for code, quantity, price in lines:
            line = purchase.lines.new(product=self.products[code])
            line.quantity, line.unit_price = quantity, Decimal(price)
        purchase.click("quote")
        purchase.click("confirm")
        Shipment, Move = Model.get("stock.shipment.in"), Model.get("stock.move")
        shipment = Shipment(supplier=self.company.supplier, warehouse=self.company.main, effective_date=day(when))
        for move in purchase.moves:
            shipment.incoming_moves.append(Move(id=move.id))
        shipment.save()
        for move in shipment.incoming_moves:
            if move.product.code in BY_LOT:
                move.lot = self.lots[f"{move.product.code}-{name}"] = Model.get("stock.lot")(
                    number=f"{move.product.code}-{name}", product=move.product)
                move.lot.save()
        shipment.save()
        shipment.click("receive")
        shipment.click("done")
        purchase.reload()
        self.purchases[name] = (purchase, shipment)

    def invoice(self, when, name, prices):
        """The supplier's invoice comes, at the order's price where no other is given."""
        purchase, _ = self.purchases[name]
        purchase.reload()
        invoice, = purchase.invoices
        invoice.invoice_date = day(when)
        for line in invoice.lines:
            price = prices.get(line.product.code)
            if price is not None:
                line.unit_price = Decimal(price)
        invoice.save()
        invoice.click("post")

    def freight(self, when, names, amount):
        """A forwarder's invoice over what several purchases brought, shared by value."""
        Invoice, Cost, Shipment = (
            Model.get(model) for model in ("account.invoice", "account.landed_cost", "stock.shipment.in"))
        invoice = Invoice(type="in", party=self.company.supplier, invoice_date=day(when))
        invoice.payment_term = self.company.term
        line = invoice.lines.new(product=self.products["FREIGHT"], quantity=1)
        line.unit_price = Decimal(amount)
        invoice.click("post")
        cost = Cost()
        for name in names:
            cost.shipments.append(Shipment(self.purchases[name][1].id))
        invoice.reload()
        cost.invoice_lines.append(Model.get("account.invoice.line")(invoice.lines[0].id))
        cost.save()
        cost.click("post")

    def send_back(self, when, name, quantities):
        Purchase = Model.get("purchase.purchase")
        purchase, _ = self.purchases[name]
        Wizard("purchase.return_purchase", [purchase]).execute("return_")
        back, = Purchase.find([("state", "=", "draft")])
        back.purchase_date = day(when)
        self._keep(back, quantities)
        back.click("quote")
        back.click("confirm")
        shipment, = back.shipment_returns
        shipment.effective_date = day(when)
        for move in shipment.moves:
            if move.product.code in BY_LOT:
                move.lot = self.lots[f"{move.product.code}-{name}"]
        shipment.save()
        shipment.click("wait")
        shipment.click("assign_try")
        shipment.click("done")

    def _keep(self, document, quantities):
        for line in list(document.lines):
            if line.product.code in quantities:
                # Where the quantity changes Tryton proposes a price anew: it stays that of the order.
                price = line.unit_price
                line.quantity = -quantities[line.product.code]
                line.unit_price = price
            else:
                document.lines.remove(line)
        document.save()

    def sell(self, when, name, lines, warehouse=None):
        sale = Model.get("sale.sale")(party=self.company.customer, sale_date=day(when))
        sale.payment_term, sale.invoice_method = self.company.term, "manual"
        sale.warehouse = warehouse or self.company.main
        for code, quantity in lines:
            line = sale.lines.new(product=self.products[code])
            line.quantity = quantity
        for button in ("quote", "confirm", "process"):
            sale.click(button)
        shipment, = sale.shipments
        shipment.effective_date = day(when)
        shipment.save()
        for button in ("assign_try", "pick", "pack", "done"):
            shipment.click(button)
        sale.reload()
        self.sales[name] = sale

    def take_back(self, when, name, quantities):
        Sale = Model.get("sale.sale")
        Wizard("sale.return_sale", [self.sales[name]]).execute("return_")
        back, = Sale.find([("state", "=", "draft")])
        back.sale_date = day(when)
        self._keep(back, quantities)
        for button in ("quote", "confirm", "process"):
            back.click(button)
        shipment, = back.shipment_returns
        shipment.effective_date = day(when)
        shipment.save()
        shipment.click("receive")
        shipment.click("done")

    def transfer(self, sent, received, lines):
        """From the main warehouse to the shop; on the way where it is received on another day."""
        shipment = Model.get("stock.shipment.internal")()
        shipment.from_location = self.company.main.storage_location
        shipment.to_location = self.company.shop.storage_location
        # The first sets the second as well.
        shipment.planned_date = day(received)
        shipment.planned_start_date = day(sent)
        for code, quantity in lines:
            move = shipment.moves.new(product=self.products[code])
            move.quantity = quantity
            move.from_location, move.to_location = shipment.from_location, shipment.to_location
        shipment.effective_start_date, shipment.effective_date = day(sent), day(received)
        shipment.click("wait")
        shipment.click("assign_try")
        if shipment.transit_location:
            shipment.click("ship")
            return shipment
        shipment.click("done")

    def count(self, when, found):
        """What is counted differs by so much from what the books say."""
        inventory = Model.get("stock.inventory")(location=self.company.main.storage_location, date=day(when))
        inventory.click("complete_lines")
        for line in list(inventory.lines):
            # Of several lots the first one is off.
            if line.product.code in found:
                line.quantity = round(line.expected_quantity + found.pop(line.product.code), 3)
            else:
                inventory.lines.remove(line)
        inventory.save()
        inventory.click("confirm")

    def start(self, when, name, code, quantity, lot=None):
        company = self.company
        order = Model.get("production")(product=self.products[code], warehouse=company.main)
        order.location = company.main.production_location
        order.bom, order.routing, order.work_center = company.bills[code], company.routings[code], company.works
        order.quantity = quantity
        order.planned_start_date = order.planned_date = order.effective_start_date = day(when)
        order.click("wait")
        for move in order.inputs:
            if move.product.code in BY_LOT:
                move.lot = self.lots[lot]
        order.save()
        order.click("assign_try")
        order.click("run")
        self.running[name] = order

    def finish(self, when, name, minutes):
        """Cycles of each work, in minutes; then all that was made is received."""
        order = self.running.pop(name)
        for work in order.works:
            for duration in minutes[work.operation.name]:
                cycle = work.cycles.new()
                cycle.duration = timedelta(minutes=duration)
                cycle.click("run")
                cycle.click("do")
        order.reload()
        order.effective_date = day(when)
        order.save()
        order.click("done")

    def post(self, when, amounts):
        """Wages and energy of a month in the general ledger, an account for each work centre."""
        Move, Journal = Model.get("account.move"), Model.get("account.journal")
        period, = Model.get("account.period").find([("start_date", "<=", day(when)), ("end_date", ">=", day(when))])
        move = Move(date=day(when), period=period)
        move.journal = Journal.find([("type", "=", "general")], limit=1)[0]
        total = Decimal(0)
        for name, amount in amounts.items():
            line = move.lines.new(account=self.company.account(name))
            line.debit, line.credit = Decimal(amount), Decimal(0)
            total += line.debit
        line = move.lines.new(account=self.company.accounts["cash"])
        line.debit, line.credit = Decimal(0), total
        move.click("post")


def recompute():
    """
    What Tryton does every night: prices that changed go on through stock and productions, until none changes. Nights begin at
    the day of what changed, from a price that is rounded, so that what they come to depends on when they ran. Here it is from
    the first day on, as the wizard does that, which depends on nothing but the moves.
    """
    Product, Move, Cron = Model.get("product.product"), Model.get("stock.move"), Model.get("ir.cron")
    productions, = Cron.find([("method", "=", "production|set_cost_from_moves")])
    products = Product.find([("template.type", "=", "goods")])
    while True:
        wizard = Wizard("product.recompute_cost_price", products)
        wizard.form.from_ = None
        wizard.execute("recompute")
        if not Move.find([("production_cost_price_updated", "=", True)], limit=1):
            return
        productions.click("run_once")


def main(address):
    config.set_trytond(database=address)
    documents = Documents(Company())
    march(documents)
    april(documents)
    recompute()


def march(d):
    d.buy("3-01", "P1", [("BAR", 500, "4.1250"), ("LED", 1000, "0.8750"), ("RESIN", 200, "6.2000")])
    d.buy("3-04", "P2", [("CABLE", 400, "1.3333")])
    d.start("3-05", "housings 1", "HOUSING", 200)
    d.start("3-06", "shells 1", "SHELL", 150)
    d.finish("3-08", "housings 1", {"Milling": [375, 330]})
    d.finish("3-08", "shells 1", {"Moulding": [240, 240, 235]})
    d.invoice("3-11", "P1", {"RESIN": "6.1750"})
    d.buy("3-12", "P3", [("BAR", 300, "4.3800"), ("GLASS", 240, "2.4000")])
    d.start("3-13", "modules 1", "MODULE", 120)
    d.buy("3-14", "P4", [("RESIN", 150, "6.6550")])
    d.finish("3-15", "modules 1", {"Assembly": [500]})
    d.start("3-16", "lamps 1", "LAMP", 80)
    d.start("3-16", "shells 2", "SHELL", 120)
    d.send_back("3-18", "P3", {"BAR": 40, "GLASS": 10})
    d.finish("3-18", "shells 2", {"Moulding": [230, 245]})
    d.finish("3-19", "lamps 1", {"Assembly": [305], "Testing": [20, 20, 20, 20]})
    d.start("3-20", "housings 2", "HOUSING", 150)
    d.sell("3-21", "S1", [("LAMP", 50)])
    d.start("3-21", "lanterns 1", "LANTERN", 100, "GLASS-P3")
    d.transfer("3-22", "3-22", [("LAMP", 15)])
    d.finish("3-23", "housings 2", {"Milling": [545]})
    d.finish("3-25", "lanterns 1", {"Assembly": [410]})
    d.start("3-25", "modules 2", "MODULE", 100)
    d.sell("3-27", "S2", [("LANTERN", 60)])
    d.finish("3-27", "modules 2", {"Assembly": [415]})
    d.start("3-28", "lamps 2", "LAMP", 60)
    d.count("3-29", {"BAR": -2.5, "LED": 12, "RESIN": -1.2})
    d.on_the_way = d.transfer("3-30", "4-02", [("LAMP", 6)])
    d.post("3-31", {
        "Wages: Milling": "1203.55", "Wages: Assembly": "1120.10", "Wages: Testing": "140.00",
        "Wages: Moulding": "402.25", "Energy: Moulding": "131.87", "Energy: Milling": "88.13"})


def april(d):
    d.buy("4-01", "P5", [("LED", 1200, "0.9125")])
    d.on_the_way.click("done")
    d.finish("4-03", "lamps 2", {"Assembly": [233], "Testing": [20, 20, 20]})
    d.buy("4-04", "P6", [("BAR", 400, "4.5200"), ("RESIN", 200, "6.9125")])
    d.buy("4-04", "P7", [("CABLE", 150, "1.4167"), ("GLASS", 200, "2.6100")])
    d.invoice("4-05", "P3", {"BAR": "4.5175", "GLASS": "2.3777"})
    d.sell("4-05", "S3", [("LAMP", 20)])
    d.freight("4-06", ["P3", "P4"], "96.40")
    d.start("4-08", "housings 3", "HOUSING", 180)
    d.invoice("4-08", "P2", {"CABLE": "1.2999"})
    d.start("4-09", "shells 3", "SHELL", 200)
    d.take_back("4-09", "S1", {"LAMP": 5})
    d.invoice("4-10", "P6", {"BAR": "4.4900"})
    d.finish("4-11", "housings 3", {"Milling": [330, 300]})
    d.finish("4-11", "shells 3", {"Moulding": [250, 240, 225, 230]})
    d.start("4-12", "modules 3", "MODULE", 150)
    d.start("4-15", "lanterns 2", "LANTERN", 90, "GLASS-P7")
    d.finish("4-16", "modules 3", {"Assembly": [300, 340]})
    d.start("4-18", "lamps 3", "LAMP", 130)
    d.finish("4-19", "lanterns 2", {"Assembly": [377]})
    d.send_back("4-22", "P6", {"RESIN": 15})
    d.finish("4-24", "lamps 3", {"Assembly": [505], "Testing": [20, 20, 20, 20, 20]})
    d.transfer("4-25", "4-25", [("LAMP", 10)])
    d.sell("4-25", "S4", [("LANTERN", 70)])
    d.sell("4-26", "S5", [("LAMP", 90)])
    d.take_back("4-27", "S4", {"LANTERN": 4})
    d.sell("4-29", "S6", [("LAMP", 8)], d.company.shop)
    d.count("4-29", {"GLASS": 3, "CABLE": -4, "MODULE": -2})
    d.post("4-30", {
        "Wages: Milling": "640.00", "Wages: Assembly": "1101.45", "Wages: Testing": "228.00",
        "Wages: Moulding": "365.70", "Energy: Moulding": "118.02", "Energy: Milling": "61.91"})


if __name__ == "__main__":
    main(sys.argv[1])
