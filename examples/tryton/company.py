"""The masters of the company: its books, places, products, bills of material, routings and work centres."""

from decimal import Decimal

from books import open_books
from proteus import Model

YEAR = 2024

# Code, unit, how Tryton costs it, whether it is made, list price.
PRODUCTS = [
    ("BAR", "Kilogram", "average", False, "6"),
    ("LED", "Unit", "average", False, "2"),
    ("CABLE", "Unit", "average", False, "3"),
    ("HOUSING", "Unit", "average", True, "12"),
    ("MODULE", "Unit", "average", True, "25"),
    ("LAMP", "Unit", "average", True, "45"),
    ("RESIN", "Kilogram", "fifo", False, "9"),
    ("GLASS", "Unit", "fifo", False, "4"),
    ("SHELL", "Unit", "fifo", True, "10"),
    ("LANTERN", "Unit", "fifo", True, "30"),
]

# What a thousandth of the product's quantity is counted in: grams in place of kilograms.
BILLS = {
    "HOUSING": [("BAR", 850, "Gram")],
    "MODULE": [("HOUSING", 1, "Unit"), ("LED", 4, "Unit")],
    "LAMP": [("MODULE", 1, "Unit"), ("CABLE", 1, "Unit")],
    "SHELL": [("RESIN", 400, "Gram")],
    "LANTERN": [("SHELL", 1, "Unit"), ("GLASS", 2, "Unit")],
}

ROUTINGS = {
    "HOUSING": ["Milling"],
    "MODULE": ["Assembly"],
    "LAMP": ["Assembly", "Testing"],
    "SHELL": ["Moulding"],
    "LANTERN": ["Assembly"],
}

# A work centre for each category of them, and what Tryton takes it to cost.
CENTRES = {
    "Milling": ("hour", "58.40"),
    "Assembly": ("hour", "41.75"),
    "Testing": ("cycle", "27.30"),
    "Moulding": ("cycle", "85.00"),
}


class Company:
    """What documents refer to, by name or code."""

    def __init__(self):
        self.company, self.accounts = open_books("Lumen Works", "EUR", YEAR)
        self.term = Model.get("account.invoice.payment_term")(name="At once")
        self.term.lines.new(type="remainder")
        self.term.save()
        Party = Model.get("party.party")
        self.supplier, self.customer = Party(name="Supplier"), Party(name="Customer")
        self.supplier.save()
        self.customer.save()
        self.units = {unit.name: unit for unit in Model.get("product.uom").find()}
        self._places()
        self._products()
        self._work_centres()
        self._bills()

    def _places(self):
        Location = Model.get("stock.location")
        self.main, = Location.find([("type", "=", "warehouse")])
        self.main.code = "MAIN"
        self.main.save()
        self.shop = Location(name="Shop", code="SHOP", type="warehouse")
        for role, kind in [("input", "storage"), ("output", "storage"), ("storage", "storage")]:
            place = Location(name=f"Shop {role}", type=kind)
            place.save()
            setattr(self.shop, f"{role}_location", place)
        self.shop.production_location = self.main.production_location
        self.shop.save()
        self.lost, = Location.find([("type", "=", "lost_found")])

    def _products(self):
        Category, Template = Model.get("product.category"), Model.get("product.template")
        accounting = Category(name="Goods", accounting=True)
        accounting.account_expense = self.accounts["expense"]
        accounting.account_revenue = self.accounts["revenue"]
        accounting.save()
        self.products = {}

        def add(code, unit, kind, method, price, **more):
            template = Template(name=code.capitalize(), code=code, type=kind, list_price=Decimal(price), **more)
            template.default_uom = self.units[unit]
            template.cost_price_method = method
            template.account_category = accounting
            template.purchasable = True
            template.salable = kind == "goods"
            template.save()
            self.products[code], = template.products

        for code, unit, method, made, price in PRODUCTS:
            add(code, unit, "goods", method, price, producible=made)
        add("FREIGHT", "Unit", "service", "fixed", "10", landed_cost=True)

    def _work_centres(self):
        Category, Centre = Model.get("production.work.center.category"), Model.get("production.work.center")
        self.works = Centre(name="Works", warehouse=self.main)
        self.works.save()
        self.categories = {}
        for name, (method, price) in CENTRES.items():
            category = Category(name=name)
            category.save()
            self.categories[name] = category
            centre = Centre(name=name, parent=self.works, category=category, warehouse=self.main)
            centre.cost_method, centre.cost_price = method, Decimal(price)
            centre.save()

    def _bills(self):
        Bill, Routing = Model.get("production.bom"), Model.get("production.routing")
        Operation, OfProduct = Model.get("production.routing.operation"), Model.get("product.product-production.bom")
        operations = {}
        for name, category in self.categories.items():
            operations[name] = Operation(name=name, work_center_category=category)
            operations[name].save()
        self.bills, self.routings = {}, {}
        for code, inputs in BILLS.items():
            bill = Bill(name=code)
            for component, quantity, unit in inputs:
                line = bill.inputs.new(product=self.products[component])
                line.uom, line.quantity = self.units[unit], quantity
            bill.outputs.new(product=self.products[code], quantity=1)
            bill.save()
            routing = Routing(name=code)
            routing.boms.append(bill)
            for name in ROUTINGS[code]:
                routing.steps.new(operation=operations[name])
            routing.save()
            product = self.products[code]
            product.boms.append(OfProduct(bom=bill, routing=routing))
            product.save()
            self.bills[code], self.routings[code] = bill, routing

    def account(self, name):
        """An account of expense, made when it is first asked for."""
        Account = Model.get("account.account")
        found = Account.find([("name", "=", name)])
        if found:
            return found[0]
        account = Account(name=name, type=self.accounts["expense"].type, parent=self.accounts["expense"].parent)
        account.company = self.company
        account.save()
        return account

