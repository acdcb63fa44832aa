"""The models of sales; a module for each."""

from payvand.sales.models.acceptance import Acceptance, AcceptanceCode, AcceptedBy
from payvand.sales.models.allocation import Allocation
from payvand.sales.models.buying_centre import Attitude, OpportunityCompetitor, Stakeholder, StakeholderRole
from payvand.sales.models.call_list import CallList, CallListEntry
from payvand.sales.models.checklist import ChecklistTick
from payvand.sales.models.cheque import Cheque, ChequeState
from payvand.sales.models.contract import Contract, ContractState
from payvand.sales.models.contract_template import ContractTemplate
from payvand.sales.models.credit import CreditTerms
from payvand.sales.models.document import Document
from payvand.sales.models.forecast_override import ForecastOverride
from payvand.sales.models.forecast_period import PeriodKind, Whose
from payvand.sales.models.forecast_snapshot import ForecastSnapshot
from payvand.sales.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from payvand.sales.models.lead import Lead, LeadStatus
from payvand.sales.models.lead_assignment import Absence, AssignmentMember, AssignmentRule
from payvand.sales.models.lead_form import FormSubmission, LeadForm
from payvand.sales.models.lead_reason import DisqualifyReason
from payvand.sales.models.lead_score import LeadScore, ScoreFormula, ScoreRule
from payvand.sales.models.lead_talk import LeadTalk
from payvand.sales.models.ledger import LedgerEntry, PartyBalance
from payvand.sales.models.line import Line
from payvand.sales.models.number_series import DocumentType, NumberSeries, take_number
from payvand.sales.models.opportunity import ForecastCategory, Opportunity
from payvand.sales.models.opportunity_line import OpportunityLine
from payvand.sales.models.order import Order, OrderLine, OrderState, Shipment
from payvand.sales.models.pipeline import Pipeline
from payvand.sales.models.quote import Quote, QuoteState
from payvand.sales.models.quote_line import QuoteLine
from payvand.sales.models.reason import Competitor, LostReason
from payvand.sales.models.receipt import Direction, Receipt, ReceiptState
from payvand.sales.models.seller import SellerProfile
from payvand.sales.models.split import Split
from payvand.sales.models.stage import ChecklistItem, RequiredField, Stage, StageCategory, StageRequirement
from payvand.sales.models.stage_change import StageChange
from payvand.sales.models.suggestion import Suggestion, SuggestionKind, SuggestionState
from payvand.sales.models.target import Target, TargetMeasure
from payvand.sales.models.win_model import WinModel

__all__ = [
    "Absence",
    "Acceptance",
    "AcceptanceCode",
    "AcceptedBy",
    "Allocation",
    "AssignmentMember",
    "AssignmentRule",
    "Attitude",
    "CallList",
    "CallListEntry",
    "ChecklistItem",
    "ChecklistTick",
    "Cheque",
    "ChequeState",
    "Competitor",
    "Contract",
    "ContractState",
    "ContractTemplate",
    "CreditTerms",
    "Direction",
    "DisqualifyReason",
    "Document",
    "DocumentType",
    "ForecastCategory",
    "ForecastOverride",
    "ForecastSnapshot",
    "FormSubmission",
    "Invoice",
    "InvoiceKind",
    "InvoiceLine",
    "InvoiceState",
    "Lead",
    "LeadForm",
    "LeadScore",
    "LeadStatus",
    "LeadTalk",
    "LedgerEntry",
    "Line",
    "LostReason",
    "NumberSeries",
    "Opportunity",
    "OpportunityCompetitor",
    "OpportunityLine",
    "Order",
    "OrderLine",
    "OrderState",
    "PartyBalance",
    "PeriodKind",
    "Pipeline",
    "Quote",
    "QuoteLine",
    "QuoteState",
    "Receipt",
    "ReceiptState",
    "RequiredField",
    "ScoreFormula",
    "ScoreRule",
    "SellerProfile",
    "Shipment",
    "Split",
    "Stage",
    "StageCategory",
    "StageChange",
    "StageRequirement",
    "Stakeholder",
    "StakeholderRole",
    "Suggestion",
    "SuggestionKind",
    "SuggestionState",
    "Target",
    "TargetMeasure",
    "Whose",
    "WinModel",
    "take_number",
]
