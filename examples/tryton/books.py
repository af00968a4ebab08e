"""The company's books: its currency, a fiscal year with its periods and sequences, a chart of accounts."""

from datetime import date
from decimal import Decimal

from proteus import Model, Wizard, config


def open_books(name, code, year):
    """Makes the company; gives it, and its accounts by kind."""
    Currency, Rate = Model.get("currency.currency"), Model.get("currency.currency.rate")
    currency = Currency(name=code, symbol=code, code=code, rounding=Decimal("0.01"))
    currency.save()
    Rate(date=date(year, 1, 1), rate=Decimal(1), currency=currency).save()
    party = Model.get("party.party")(name=name)
    party.save()
    setup = Wizard("company.company.config")
    setup.execute("company")
    setup.form.party, setup.form.currency = party, currency
    setup.execute("add")
    # From here on, what is made is the company's.
    config.get_config()._context = Model.get("res.user").get_preferences(True, {})
    company, = Model.get("company.company").find()
    _open_year(company, year)
    return company, _chart(company)


def _sequence(model, kind, name, company):
    kind, = Model.get("ir.sequence.type").find([("name", "=", kind)])
    sequence = Model.get(model)(name=name, sequence_type=kind, company=company)
    sequence.save()
    return sequence


def _open_year(company, year):
    name = str(year)
    fiscal = Model.get("account.fiscalyear")(
        name=name, company=company, start_date=date(year, 1, 1), end_date=date(year, 12, 31))
    fiscal.post_move_sequence = _sequence("ir.sequence", "Account Move", name, company)
    invoices = _sequence("ir.sequence.strict", "Invoice", name, company)
    row, = fiscal.invoice_sequences
    for field in ("out_invoice", "in_invoice", "out_credit_note", "in_credit_note"):
        setattr(row, f"{field}_sequence", invoices)
    fiscal.save()
    fiscal.click("create_period")


def _chart(company):
    """Tryton's own small chart."""
    root, = Model.get("ir.model.data").find([
        ("module", "=", "account"), ("fs_id", "=", "account_template_root_en")])
    chart = Wizard("account.create_chart")
    chart.execute("account")
    chart.form.account_template = Model.get("account.account.template")(root.db_id)
    chart.form.company = company
    chart.execute("create_account")
    Account = Model.get("account.account")
    accounts = {}
    for kind in ("receivable", "payable", "revenue", "expense"):
        accounts[kind], = Account.find([(f"type.{kind}", "=", True), ("company", "=", company.id)], limit=1)
    accounts["cash"], = Account.find([("name", "=", "Main Cash"), ("company", "=", company.id)])
    chart.form.account_receivable, chart.form.account_payable = accounts["receivable"], accounts["payable"]
    chart.execute("create_properties")
    return accounts
