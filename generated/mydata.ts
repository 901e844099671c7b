// Written by scripts/generate.ts from spec/mydata/.

/** The version of myDATA that the code lists, the combinations and the checks implement. */
export const mydataVersion = '2.0.2'

/** A code of the tax authority, with its name. */
export interface Code<Value extends string | number> {
  /** The code in the authority's lists. */
  readonly code: Value
  /** The name in English. */
  readonly en: string
  /** The name in Greek. */
  readonly el: string
  /** False if new invoices must not use the code. */
  readonly sendable?: false
}

/** A code of `expenseClassificationCategories`. */
export type ExpenseClassificationCategory = 'category2_1' | 'category2_2' | 'category2_3' | 'category2_4' | 'category2_5' | 'category2_6' | 'category2_7' | 'category2_8' | 'category2_9' | 'category2_10' | 'category2_11' | 'category2_12' | 'category2_13' | 'category2_14' | 'category2_95'

/** Expense classification categories of myDATA. */
export const expenseClassificationCategories: readonly Code<ExpenseClassificationCategory>[] = [
  { code: 'category2_1', en: 'Merchandise purchases', el: 'Αγορές Εμπορευμάτων' },
  { code: 'category2_2', en: 'Raw and auxiliary material purchases', el: 'Αγορές Α\'-Β\' Υλών' },
  { code: 'category2_3', en: 'Services received', el: 'Λήψη Υπηρεσιών' },
  { code: 'category2_4', en: 'General expenses with VAT deduction right', el: 'Γενικά Έξοδα με δικαίωμα έκπτωσης ΦΠΑ' },
  { code: 'category2_5', en: 'General expenses without VAT deduction right', el: 'Γενικά Έξοδα χωρίς δικαίωμα έκπτωσης ΦΠΑ' },
  { code: 'category2_6', en: 'Staff pay and benefits', el: 'Αμοιβές και Παροχές προσωπικού' },
  { code: 'category2_7', en: 'Fixed asset purchases', el: 'Αγορές Παγίων' },
  { code: 'category2_8', en: 'Fixed asset depreciation', el: 'Αποσβέσεις Παγίων' },
  { code: 'category2_9', en: 'Expenses for the account of third parties', el: 'Έξοδα για λ/σμο τρίτων' },
  { code: 'category2_10', en: 'Expenses of earlier years', el: 'Έξοδα προηγούμενων χρήσεων' },
  { code: 'category2_11', en: 'Expenses of later years', el: 'Έξοδα επομένων χρήσεων' },
  { code: 'category2_12', en: 'Other expense adjustment entries', el: 'Λοιπές Εγγραφές Τακτοποίησης Εξόδων' },
  { code: 'category2_13', en: 'Opening inventory', el: 'Αποθέματα Έναρξης Περιόδου' },
  { code: 'category2_14', en: 'Closing inventory', el: 'Αποθέματα Λήξης Περιόδου' },
  { code: 'category2_95', en: 'Other informational expense items', el: 'Λοιπά Πληροφοριακά Στοιχεία Εξόδων' },
]

/** A code of `expenseClassificationTypes`. */
export type ExpenseClassificationType = 'E3_101' | 'E3_102_001' | 'E3_102_002' | 'E3_102_003' | 'E3_102_004' | 'E3_102_005' | 'E3_102_006' | 'E3_104' | 'E3_201' | 'E3_202_001' | 'E3_202_002' | 'E3_202_003' | 'E3_202_004' | 'E3_202_005' | 'E3_204' | 'E3_207' | 'E3_209' | 'E3_301' | 'E3_302_001' | 'E3_302_002' | 'E3_302_003' | 'E3_302_004' | 'E3_302_005' | 'E3_304' | 'E3_307' | 'E3_309' | 'E3_312' | 'E3_313_001' | 'E3_313_002' | 'E3_313_003' | 'E3_313_004' | 'E3_313_005' | 'E3_315' | 'E3_581_001' | 'E3_581_002' | 'E3_581_003' | 'E3_582' | 'E3_583' | 'E3_584' | 'E3_585_001' | 'E3_585_002' | 'E3_585_003' | 'E3_585_004' | 'E3_585_005' | 'E3_585_006' | 'E3_585_007' | 'E3_585_008' | 'E3_585_009' | 'E3_585_010' | 'E3_585_011' | 'E3_585_012' | 'E3_585_013' | 'E3_585_014' | 'E3_585_015' | 'E3_585_016' | 'E3_585_017' | 'E3_586' | 'E3_587' | 'E3_588' | 'E3_589' | 'E3_882_001' | 'E3_882_002' | 'E3_882_003' | 'E3_882_004' | 'E3_883_001' | 'E3_883_002' | 'E3_883_003' | 'E3_883_004' | 'VAT_361' | 'VAT_362' | 'VAT_363' | 'VAT_364' | 'VAT_365' | 'VAT_366' | 'E3_103' | 'E3_203' | 'E3_303' | 'E3_208' | 'E3_308' | 'E3_314' | 'E3_106' | 'E3_205' | 'E3_305' | 'E3_210' | 'E3_310' | 'E3_318' | 'E3_598_002' | 'NOT_VAT_295' | 'E3_881_001' | 'E3_881_002' | 'E3_881_003' | 'E3_881_004'

/** An entry of `expenseClassificationTypes`. */
export interface ExpenseClassificationTypeCode extends Code<ExpenseClassificationType> {
  /** `vat` for a code of the VAT return. Other codes are of the tax form E3. */
  readonly kind?: 'vat'
}

/** Expense classification types of myDATA. */
export const expenseClassificationTypes: readonly ExpenseClassificationTypeCode[] = [
  { code: 'E3_101', en: 'Merchandise, opening', el: 'Εμπορεύματα έναρξης' },
  { code: 'E3_102_001', en: 'Merchandise purchases: wholesale', el: 'Αγορές εμπορευμάτων χρήσης (καθαρό ποσό)/Χονδρικές' },
  { code: 'E3_102_002', en: 'Merchandise purchases: retail', el: 'Αγορές εμπορευμάτων χρήσης (καθαρό ποσό)/Λιανικές' },
  { code: 'E3_102_003', en: 'Merchandise purchases: reverse-charge goods (VAT Code art. 39a par. 5)', el: 'Αγορές εμπορευμάτων χρήσης (καθαρό ποσό)/Αγαθών του άρθρου 39α παρ.5 του Κώδικα Φ.Π.Α. (ν.2859/2000)' },
  { code: 'E3_102_004', en: 'Merchandise purchases: abroad, intra-EU', el: 'Αγορές εμπορευμάτων χρήσης (καθαρό ποσό)/Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_102_005', en: 'Merchandise purchases: abroad, non-EU', el: 'Αγορές εμπορευμάτων χρήσης (καθαρό ποσό)/Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_102_006', en: 'Merchandise purchases: other', el: 'Αγορές εμπορευμάτων χρήσης (καθαρό ποσό)Λοιπά' },
  { code: 'E3_104', en: 'Merchandise, closing', el: 'Εμπορεύματα λήξης' },
  { code: 'E3_201', en: 'Raw materials, opening (manufacturing)', el: 'Πρώτες ύλες και υλικά έναρξης/Παραγωγή' },
  { code: 'E3_202_001', en: 'Raw material purchases (manufacturing): wholesale', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Χονδρικές' },
  { code: 'E3_202_002', en: 'Raw material purchases (manufacturing): retail', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Λιανικές' },
  { code: 'E3_202_003', en: 'Raw material purchases (manufacturing): abroad, intra-EU', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_202_004', en: 'Raw material purchases (manufacturing): abroad, non-EU', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_202_005', en: 'Raw material purchases (manufacturing): other', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Λοιπά' },
  { code: 'E3_204', en: 'Raw materials, closing (manufacturing)', el: 'Αποθέματα λήξης πρώτων υλών και υλικών/Παραγωγή' },
  { code: 'E3_207', en: 'Products and work in progress, opening (manufacturing)', el: 'Προϊόντα και παραγωγή σε εξέλιξη έναρξης/Παραγωγή' },
  { code: 'E3_209', en: 'Products and work in progress, closing (manufacturing)', el: 'Προϊόντα και παραγωγή σε εξέλιξη λήξης/Παραγωγή' },
  { code: 'E3_301', en: 'Raw materials, opening (farming)', el: 'Πρώτες ύλες και υλικά έναρξης/Αγροτική' },
  { code: 'E3_302_001', en: 'Raw material purchases (farming): wholesale', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Χονδρικές' },
  { code: 'E3_302_002', en: 'Raw material purchases (farming): retail', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Λιανικές' },
  { code: 'E3_302_003', en: 'Raw material purchases (farming): abroad, intra-EU', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_302_004', en: 'Raw material purchases (farming): abroad, non-EU', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_302_005', en: 'Raw material purchases (farming): other', el: 'Αγορές πρώτων υλών και υλικών χρήσης (καθαρό ποσό)/Λοιπά' },
  { code: 'E3_304', en: 'Raw materials, closing (farming)', el: 'Αποθέματα λήξης πρώτων υλών και υλικών/Αγροτική' },
  { code: 'E3_307', en: 'Products and work in progress, opening (farming)', el: 'Προϊόντα και παραγωγή σε εξέλιξη έναρξης/Αγροτική' },
  { code: 'E3_309', en: 'Products and work in progress, closing (farming)', el: 'Προϊόντα και παραγωγή σε εξέλιξη λήξης/Αγροτική' },
  { code: 'E3_312', en: 'Animals and plants, opening', el: 'Αποθέματα έναρξης (ζώων - φυτών)' },
  { code: 'E3_313_001', en: 'Animal and plant purchases: wholesale', el: 'Αγορές ζώων - φυτών (καθαρό ποσό)/Χονδρικές' },
  { code: 'E3_313_002', en: 'Animal and plant purchases: retail', el: 'Αγορές ζώων - φυτών (καθαρό ποσό)/Λιανικές' },
  { code: 'E3_313_003', en: 'Animal and plant purchases: abroad, intra-EU', el: 'Αγορές ζώων - φυτών (καθαρό ποσό)/Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_313_004', en: 'Animal and plant purchases: abroad, non-EU', el: 'Αγορές ζώων - φυτών (καθαρό ποσό)/Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_313_005', en: 'Animal and plant purchases: other', el: 'Αγορές ζώων - φυτών (καθαρό ποσό)/Λοιπά' },
  { code: 'E3_315', en: 'Animals and plants, closing', el: 'Αποθέματα τέλους (ζώων - φυτών)/Αγροτική' },
  { code: 'E3_581_001', en: 'Staff: gross pay', el: 'Παροχές σε εργαζόμενους/Μικτές αποδοχές' },
  { code: 'E3_581_002', en: 'Staff: employer contributions', el: 'Παροχές σε εργαζόμενους/Εργοδοτικές εισφορές' },
  { code: 'E3_581_003', en: 'Staff: other benefits', el: 'Παροχές σε εργαζόμενους/Λοιπές παροχές' },
  { code: 'E3_582', en: 'Asset measurement losses', el: 'Ζημιές επιμέτρησης περιουσιακών στοιχείων' },
  { code: 'E3_583', en: 'Foreign exchange losses', el: 'Χρεωστικές συναλλαγματικές διαφορές' },
  { code: 'E3_584', en: 'Losses on disposal of non-current assets', el: 'Ζημιές από διάθεση-απόσυρση μη κυκλοφορούντων περιουσιακών στοιχείων' },
  { code: 'E3_585_001', en: 'Management fees, domestic or foreign', el: 'Προμήθειες διαχείρισης ημεδαπής - αλλοδαπής (management fees)' },
  { code: 'E3_585_002', en: 'Expenses from related companies', el: 'Δαπάνες από συνδεδεμένες επιχειρήσεις' },
  { code: 'E3_585_003', en: 'Expenses from non-cooperative or low-tax states', el: 'Δαπάνες από μη συνεργαζόμενα κράτη ή από κράτη με προνομιακό φορολογικό καθεστώς' },
  { code: 'E3_585_004', en: 'Information event expenses', el: 'Δαπάνες για ενημερωτικές ημερίδες' },
  { code: 'E3_585_005', en: 'Reception and hospitality', el: 'Έξοδα υποδοχής και φιλοξενίας' },
  { code: 'E3_585_006', en: 'Travel', el: 'Έξοδα ταξιδιών' },
  { code: 'E3_585_007', en: 'Social insurance of the self-employed', el: 'Ασφαλιστικές Εισφορές Αυτοαπασχολούμενων' },
  { code: 'E3_585_008', en: 'Commission agent costs for farmers', el: 'Έξοδα και προμήθειες παραγγελιοδόχου για λογαριασμό αγροτών' },
  { code: 'E3_585_009', en: 'Other domestic service fees', el: 'Λοιπές Αμοιβές για υπηρεσίες ημεδαπής' },
  { code: 'E3_585_010', en: 'Other foreign service fees', el: 'Λοιπές Αμοιβές για υπηρεσίες αλλοδαπής' },
  { code: 'E3_585_011', en: 'Energy', el: 'Ενέργεια' },
  { code: 'E3_585_012', en: 'Water', el: 'Ύδρευση' },
  { code: 'E3_585_013', en: 'Telecommunications', el: 'Τηλεπικοινωνίες' },
  { code: 'E3_585_014', en: 'Rent', el: 'Ενοίκια' },
  { code: 'E3_585_015', en: 'Advertising and promotion', el: 'Διαφήμιση και προβολή' },
  { code: 'E3_585_016', en: 'Other expenses', el: 'Λοιπά έξοδα' },
  { code: 'E3_585_017', en: 'Miscellaneous operating expenses (Z2)', el: 'Διάφορα λειτουργικά έξοδα Ζ2', sendable: false },
  { code: 'E3_586', en: 'Interest expense and similar', el: 'Χρεωστικοί τόκοι και συναφή έξοδα' },
  { code: 'E3_587', en: 'Depreciation', el: 'Αποσβέσεις' },
  { code: 'E3_588', en: 'Unusual expenses, losses and fines', el: 'Ασυνήθη έξοδα, ζημιές και πρόστιμα' },
  { code: 'E3_589', en: 'Provisions other than staff provisions', el: 'Προβλέψεις (εκτός από προβλέψεις για το προσωπικό)' },
  { code: 'E3_882_001', en: 'Tangible fixed asset purchases: wholesale', el: 'Αγορές ενσώματων παγίων χρήσης/Χονδρικές' },
  { code: 'E3_882_002', en: 'Tangible fixed asset purchases: retail', el: 'Αγορές ενσώματων παγίων χρήσης/Λιανικές' },
  { code: 'E3_882_003', en: 'Tangible fixed asset purchases: abroad, intra-EU', el: 'Αγορές ενσώματων παγίων χρήσης/Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_882_004', en: 'Tangible fixed asset purchases: abroad, non-EU', el: 'Αγορές ενσώματων παγίων χρήσης/Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_883_001', en: 'Intangible fixed asset purchases: wholesale', el: 'Αγορές μη ενσώματων παγίων χρήσης/Χονδρικές' },
  { code: 'E3_883_002', en: 'Intangible fixed asset purchases: retail', el: 'Αγορές μη ενσώματων παγίων χρήσης/Λιανικές' },
  { code: 'E3_883_003', en: 'Intangible fixed asset purchases: abroad, intra-EU', el: 'Αγορές μη ενσώματων παγίων χρήσης/Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_883_004', en: 'Intangible fixed asset purchases: abroad, non-EU', el: 'Αγορές μη ενσώματων παγίων χρήσης/Εξωτερικού Τρίτες Χώρες' },
  { code: 'VAT_361', en: 'Domestic purchases and expenses', el: 'Αγορές & δαπάνες στο εσωτερικό της χώρας', kind: 'vat' },
  { code: 'VAT_362', en: 'Purchases and imports of capital goods', el: 'Αγορές & εισαγωγές επενδ. Αγαθών (πάγια)', kind: 'vat' },
  { code: 'VAT_363', en: 'Other imports, not capital goods', el: 'Λοιπές εισαγωγές εκτός επενδ. Αγαθών (πάγια)', kind: 'vat' },
  { code: 'VAT_364', en: 'Intra-EU goods acquisitions', el: 'Ενδοκοινοτικές αποκτήσεις αγαθών', kind: 'vat' },
  { code: 'VAT_365', en: 'Intra-EU services received (VAT Code art. 14.2.a)', el: 'Ενδοκοινοτικές λήψεις υπηρεσιών άρθρ. 14.2.α', kind: 'vat' },
  { code: 'VAT_366', en: 'Other recipient-side transactions', el: 'Λοιπές πράξεις λήπτη', kind: 'vat' },
  { code: 'E3_103', en: 'Merchandise impairment', el: 'Απομείωση εμπορευμάτων' },
  { code: 'E3_203', en: 'Raw materials impairment (manufacturing)', el: 'Απομείωση πρώτων υλών και υλικών' },
  { code: 'E3_303', en: 'Raw materials impairment (farming)', el: 'Απομείωση πρώτων υλών και υλικών' },
  { code: 'E3_208', en: 'Products and work in progress impairment (manufacturing)', el: 'Απομείωση προϊόντων και παραγωγής σε εξέλιξη' },
  { code: 'E3_308', en: 'Products and work in progress impairment (farming)', el: 'Απομείωση προϊόντων και παραγωγής σε εξέλιξη' },
  { code: 'E3_314', en: 'Animals and plants impairment', el: 'Απομείωση ζώων - φυτών - εμπορευμάτων' },
  { code: 'E3_106', en: 'Own-produced assets, self-deliveries, destroyed stock: merchandise', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων' },
  { code: 'E3_205', en: 'Own-produced assets, self-deliveries, destroyed stock: raw materials (manufacturing)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων' },
  { code: 'E3_305', en: 'Own-produced assets, self-deliveries, destroyed stock: raw materials (farming)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων' },
  { code: 'E3_210', en: 'Own-produced assets, self-deliveries, destroyed stock: products and work in progress (manufacturing)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων' },
  { code: 'E3_310', en: 'Own-produced assets, self-deliveries, destroyed stock: products and work in progress (farming)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων' },
  { code: 'E3_318', en: 'Own-produced assets, self-deliveries, destroyed stock: production expenses (farming)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων' },
  { code: 'E3_598_002', en: 'Purchases of goods under excise duty', el: 'Αγορές αγαθών που υπάγονται σε ΕΦΚ' },
  { code: 'NOT_VAT_295', en: 'Inputs outside the VAT return', el: 'Μη συμμετοχή στο ΦΠΑ (έξοδα - εισροές)', kind: 'vat' },
  { code: 'E3_881_001', en: 'Third-party account operations: wholesale', el: 'Πωλήσεις για λογαριασμό Τρίτων Χονδρικές' },
  { code: 'E3_881_002', en: 'Third-party account operations: retail', el: 'Πωλήσεις για λογαριασμό Τρίτων Λιανικές' },
  { code: 'E3_881_003', en: 'Third-party account operations: abroad, intra-EU', el: 'Πωλήσεις για λογαριασμό Τρίτων Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_881_004', en: 'Third-party account operations: abroad, non-EU', el: 'Πωλήσεις για λογαριασμό Τρίτων Εξωτερικού Τρίτες Χώρες' },
]

/** A code of `incomeClassificationCategories`. */
export type IncomeClassificationCategory = 'category1_1' | 'category1_2' | 'category1_3' | 'category1_4' | 'category1_5' | 'category1_6' | 'category1_7' | 'category1_8' | 'category1_9' | 'category1_10' | 'category1_95' | 'category3'

/** Codes of `incomeClassificationCategories` by name. */
export interface IncomeClassificationCategoryNames {
  /** `category1_1` Income from merchandise · Έσοδα από Πώληση Εμπορευμάτων */
  readonly merchandise: 'category1_1'
  /** `category1_2` Income from own products · Έσοδα από Πώληση Προϊόντων */
  readonly products: 'category1_2'
  /** `category1_3` Income from services · Έσοδα από Παροχή Υπηρεσιών */
  readonly services: 'category1_3'
  /** `category1_4` Income from fixed asset disposals · Έσοδα από Πώληση Παγίων */
  readonly fixedAssets: 'category1_4'
  /** `category1_5` Other income and gains · Λοιπά Έσοδα / Κέρδη */
  readonly otherIncome: 'category1_5'
  /** `category1_6` Self-deliveries and own use · Αυτοπαραδόσεις / Ιδιοχρησιμοποιήσεις */
  readonly selfDeliveries: 'category1_6'
  /** `category1_7` Income for the account of third parties · Έσοδα για λογαριασμό τρίτων */
  readonly forThirdParties: 'category1_7'
  /** `category1_8` Income of earlier years · Έσοδα προηγούμενων χρήσεων */
  readonly earlierYears: 'category1_8'
  /** `category1_9` Income of later years · Έσοδα επομένων χρήσεων */
  readonly laterYears: 'category1_9'
  /** `category1_10` Other income adjustment entries · Λοιπές Εγγραφές Τακτοποίησης Εσόδων */
  readonly adjustments: 'category1_10'
  /** `category1_95` Other informational income items · Λοιπά Πληροφοριακά Στοιχεία Εσόδων */
  readonly informational: 'category1_95'
  /** `category3` Goods movement · Διακίνηση */
  readonly movement: 'category3'
}

/** Income classification categories of myDATA. */
export const incomeClassificationCategories: readonly Code<IncomeClassificationCategory>[] & IncomeClassificationCategoryNames = /* @__PURE__ */ Object.assign([
  { code: 'category1_1', en: 'Income from merchandise', el: 'Έσοδα από Πώληση Εμπορευμάτων' },
  { code: 'category1_2', en: 'Income from own products', el: 'Έσοδα από Πώληση Προϊόντων' },
  { code: 'category1_3', en: 'Income from services', el: 'Έσοδα από Παροχή Υπηρεσιών' },
  { code: 'category1_4', en: 'Income from fixed asset disposals', el: 'Έσοδα από Πώληση Παγίων' },
  { code: 'category1_5', en: 'Other income and gains', el: 'Λοιπά Έσοδα / Κέρδη' },
  { code: 'category1_6', en: 'Self-deliveries and own use', el: 'Αυτοπαραδόσεις / Ιδιοχρησιμοποιήσεις' },
  { code: 'category1_7', en: 'Income for the account of third parties', el: 'Έσοδα για λογαριασμό τρίτων' },
  { code: 'category1_8', en: 'Income of earlier years', el: 'Έσοδα προηγούμενων χρήσεων' },
  { code: 'category1_9', en: 'Income of later years', el: 'Έσοδα επομένων χρήσεων' },
  { code: 'category1_10', en: 'Other income adjustment entries', el: 'Λοιπές Εγγραφές Τακτοποίησης Εσόδων' },
  { code: 'category1_95', en: 'Other informational income items', el: 'Λοιπά Πληροφοριακά Στοιχεία Εσόδων' },
  { code: 'category3', en: 'Goods movement', el: 'Διακίνηση' },
] as const, { merchandise: 'category1_1', products: 'category1_2', services: 'category1_3', fixedAssets: 'category1_4', otherIncome: 'category1_5', selfDeliveries: 'category1_6', forThirdParties: 'category1_7', earlierYears: 'category1_8', laterYears: 'category1_9', adjustments: 'category1_10', informational: 'category1_95', movement: 'category3' } as const)

/** A code of `incomeClassificationTypes`. */
export type IncomeClassificationType = 'E3_106' | 'E3_205' | 'E3_210' | 'E3_305' | 'E3_310' | 'E3_318' | 'E3_561_001' | 'E3_561_002' | 'E3_561_003' | 'E3_561_004' | 'E3_561_005' | 'E3_561_006' | 'E3_561_007' | 'E3_562' | 'E3_563' | 'E3_564' | 'E3_565' | 'E3_566' | 'E3_567' | 'E3_568' | 'E3_570' | 'E3_595' | 'E3_596' | 'E3_597' | 'E3_880_001' | 'E3_880_002' | 'E3_880_003' | 'E3_880_004' | 'E3_881_001' | 'E3_881_002' | 'E3_881_003' | 'E3_881_004' | 'E3_598_001' | 'E3_598_003'

/** Codes of `incomeClassificationTypes` by name. */
export interface IncomeClassificationTypeNames {
  /** `E3_561_001` Goods and services sales: wholesale to businesses · Πωλήσεις αγαθών και υπηρεσιών Χονδρικές - Επιτηδευματιών */
  readonly wholesale: 'E3_561_001'
  /** `E3_561_002` Goods and services sales: wholesale, reverse charge (VAT Code art. 39a par. 5) · Πωλήσεις αγαθών και υπηρεσιών Χονδρικές βάσει άρθρου 39α παρ 5 του Κώδικα Φ.Π.Α. (Ν.2859/2000) */
  readonly wholesaleReverseCharge: 'E3_561_002'
  /** `E3_561_003` Goods and services sales: retail to private customers · Πωλήσεις αγαθών και υπηρεσιών Λιανικές - Ιδιωτική Πελατεία */
  readonly retail: 'E3_561_003'
  /** `E3_561_004` Goods and services sales: retail, reverse charge (VAT Code art. 39a par. 5) · Πωλήσεις αγαθών και υπηρεσιών Λιανικές βάσει άρθρου 39α παρ 5 του Κώδικα Φ.Π.Α. (Ν.2859/2000) */
  readonly retailReverseCharge: 'E3_561_004'
  /** `E3_561_005` Goods and services sales: abroad, intra-EU · Πωλήσεις αγαθών και υπηρεσιών Εξωτερικού Ενδοκοινοτικές */
  readonly intraEu: 'E3_561_005'
  /** `E3_561_006` Goods and services sales: abroad, non-EU · Πωλήσεις αγαθών και υπηρεσιών Εξωτερικού Τρίτες Χώρες */
  readonly nonEu: 'E3_561_006'
  /** `E3_561_007` Goods and services sales: other · Πωλήσεις αγαθών και υπηρεσιών Λοιπά */
  readonly otherSales: 'E3_561_007'
  /** `E3_562` Other ordinary income · Λοιπά συνήθη έσοδα */
  readonly otherOrdinaryIncome: 'E3_562'
}

/** Income classification types of myDATA. */
export const incomeClassificationTypes: readonly Code<IncomeClassificationType>[] & IncomeClassificationTypeNames = /* @__PURE__ */ Object.assign([
  { code: 'E3_106', en: 'Own-produced assets, self-deliveries, destroyed stock: merchandise', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων/Εμπορεύματα' },
  { code: 'E3_205', en: 'Own-produced assets, self-deliveries, destroyed stock: raw materials (manufacturing)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων/Πρώτες ύλες και λοιπά υλικά' },
  { code: 'E3_210', en: 'Own-produced assets, self-deliveries, destroyed stock: products and work in progress (manufacturing)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων/Προϊόντα και παραγωγή σε εξέλιξη' },
  { code: 'E3_305', en: 'Own-produced assets, self-deliveries, destroyed stock: raw materials (farming)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων/Πρώτες ύλες και λοιπά υλικά' },
  { code: 'E3_310', en: 'Own-produced assets, self-deliveries, destroyed stock: products and work in progress (farming)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων/Προϊόντα και παραγωγή σε εξέλιξη' },
  { code: 'E3_318', en: 'Own-produced assets, self-deliveries, destroyed stock: production expenses (farming)', el: 'Ιδιοπαραγωγή παγίων - Αυτοπαραδόσεις - Καταστροφές αποθεμάτων/Έξοδα παραγωγής' },
  { code: 'E3_561_001', en: 'Goods and services sales: wholesale to businesses', el: 'Πωλήσεις αγαθών και υπηρεσιών Χονδρικές - Επιτηδευματιών' },
  { code: 'E3_561_002', en: 'Goods and services sales: wholesale, reverse charge (VAT Code art. 39a par. 5)', el: 'Πωλήσεις αγαθών και υπηρεσιών Χονδρικές βάσει άρθρου 39α παρ 5 του Κώδικα Φ.Π.Α. (Ν.2859/2000)' },
  { code: 'E3_561_003', en: 'Goods and services sales: retail to private customers', el: 'Πωλήσεις αγαθών και υπηρεσιών Λιανικές - Ιδιωτική Πελατεία' },
  { code: 'E3_561_004', en: 'Goods and services sales: retail, reverse charge (VAT Code art. 39a par. 5)', el: 'Πωλήσεις αγαθών και υπηρεσιών Λιανικές βάσει άρθρου 39α παρ 5 του Κώδικα Φ.Π.Α. (Ν.2859/2000)' },
  { code: 'E3_561_005', en: 'Goods and services sales: abroad, intra-EU', el: 'Πωλήσεις αγαθών και υπηρεσιών Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_561_006', en: 'Goods and services sales: abroad, non-EU', el: 'Πωλήσεις αγαθών και υπηρεσιών Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_561_007', en: 'Goods and services sales: other', el: 'Πωλήσεις αγαθών και υπηρεσιών Λοιπά' },
  { code: 'E3_562', en: 'Other ordinary income', el: 'Λοιπά συνήθη έσοδα' },
  { code: 'E3_563', en: 'Interest income and similar', el: 'Πιστωτικοί τόκοι και συναφή έσοδα' },
  { code: 'E3_564', en: 'Foreign exchange gains', el: 'Πιστωτικές συναλλαγματικές διαφορές' },
  { code: 'E3_565', en: 'Income from shareholdings', el: 'Έσοδα συμμετοχών' },
  { code: 'E3_566', en: 'Gains on disposal of non-current assets', el: 'Κέρδη από διάθεση μη κυκλοφορούντων περιουσιακών στοιχείων' },
  { code: 'E3_567', en: 'Gains on reversal of provisions and impairments', el: 'Κέρδη από αναστροφή προβλέψεων και απομειώσεων' },
  { code: 'E3_568', en: 'Fair-value measurement gains', el: 'Κέρδη από επιμέτρηση στην εύλογη αξία' },
  { code: 'E3_570', en: 'Unusual income and gains', el: 'Ασυνήθη έσοδα και κέρδη' },
  { code: 'E3_595', en: 'Expenses capitalised in own production', el: 'Έξοδα σε ιδιοπαραγωγή' },
  { code: 'E3_596', en: 'Subsidies and grants', el: 'Επιδοτήσεις - Επιχορηγήσεις' },
  { code: 'E3_597', en: 'Investment subsidies and grants, cost coverage', el: 'Επιδοτήσεις - Επιχορηγήσεις για επενδυτικούς σκοπούς - κάλυψη δαπανών' },
  { code: 'E3_880_001', en: 'Fixed asset sales: wholesale', el: 'Πωλήσεις Παγίων Χονδρικές' },
  { code: 'E3_880_002', en: 'Fixed asset sales: retail', el: 'Πωλήσεις Παγίων Λιανικές' },
  { code: 'E3_880_003', en: 'Fixed asset sales: abroad, intra-EU', el: 'Πωλήσεις Παγίων Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_880_004', en: 'Fixed asset sales: abroad, non-EU', el: 'Πωλήσεις Παγίων Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_881_001', en: 'Third-party account sales: wholesale', el: 'Πωλήσεις για λογαριασμό Τρίτων Χονδρικές' },
  { code: 'E3_881_002', en: 'Third-party account sales: retail', el: 'Πωλήσεις για λογαριασμό Τρίτων Λιανικές' },
  { code: 'E3_881_003', en: 'Third-party account sales: abroad, intra-EU', el: 'Πωλήσεις για λογαριασμό Τρίτων Εξωτερικού Ενδοκοινοτικές' },
  { code: 'E3_881_004', en: 'Third-party account sales: abroad, non-EU', el: 'Πωλήσεις για λογαριασμό Τρίτων Εξωτερικού Τρίτες Χώρες' },
  { code: 'E3_598_001', en: 'Sales of goods under excise duty', el: 'Πωλήσεις αγαθών που υπάγονται σε ΕΦΚ' },
  { code: 'E3_598_003', en: 'Sales for farmers through a farm cooperative or similar', el: 'Πωλήσεις για λογαριασμό αγροτών μέσω αγροτικού συνεταιρισμού κ.λ.π' },
] as const, { wholesale: 'E3_561_001', wholesaleReverseCharge: 'E3_561_002', retail: 'E3_561_003', retailReverseCharge: 'E3_561_004', intraEu: 'E3_561_005', nonEu: 'E3_561_006', otherSales: 'E3_561_007', otherOrdinaryIncome: 'E3_562' } as const)

/** A code of `invoiceTypes`. */
export type InvoiceType = '1.1' | '1.2' | '1.3' | '1.4' | '1.5' | '1.6' | '2.1' | '2.2' | '2.3' | '2.4' | '3.1' | '3.2' | '4' | '5.1' | '5.2' | '6.1' | '6.2' | '7.1' | '8.1' | '8.2' | '8.4' | '8.5' | '8.6' | '9.1' | '9.2' | '9.3' | '10.1' | '10.2' | '11.1' | '11.2' | '11.3' | '11.4' | '11.5' | '12' | '13.1' | '13.2' | '13.3' | '13.4' | '13.30' | '13.31' | '14.1' | '14.2' | '14.3' | '14.4' | '14.5' | '14.30' | '14.31' | '15.1' | '16.1' | '17.1' | '17.2' | '17.3' | '17.4' | '17.5' | '17.6'

/** An entry of `invoiceTypes`. */
export interface InvoiceTypeCode extends Code<InvoiceType> {
  /** Whether the authority requires or forbids a counterparty. */
  readonly counterpart: 'required' | 'unknown' | 'forbidden'
  /** How well sources confirm `counterpart`. */
  readonly sure: 'high' | 'medium' | 'low'
  /** `taxable` if rows are subject to VAT, `exempt` if they must have a 0% rate, `none` if they have no VAT, `outside` if they must be outside VAT (category 8). */
  readonly vat?: 'taxable' | 'exempt' | 'none' | 'outside'
  /** Where the customer must be. */
  readonly market?: 'domestic' | 'eu' | 'abroad'
  /** True if the buyer may issue it for the seller. Billit accepts 1.1 and 2.1 only. */
  readonly selfBilling?: true
  /** True if it must be linked to the invoice that it completes or reverses. */
  readonly linked?: true
  /** `no` if rows are classified as expenses only, `linked` if they have the classification of the linked invoice. */
  readonly income?: 'linked' | 'no'
  /** The counterparty, if it is not the customer. `reporter` is the party that reports the document. */
  readonly party?: 'seller' | 'reporter'
  /** The kind of credit note. */
  readonly credit?: 'linked' | 'unlinked' | 'retail' | 'expense-retail' | 'expense'
}

/** Codes of `invoiceTypes` by name. */
export interface InvoiceTypeNames {
  /** `1.1` Sales invoice · Τιμολόγιο Πώλησης */
  readonly sales: '1.1'
  /** `1.2` Sales invoice, intra-EU supply of goods · Τιμολόγιο Πώλησης / Ενδοκοινοτικές Παραδόσεις */
  readonly salesIntraEu: '1.2'
  /** `1.3` Sales invoice, supply to a non-EU country · Τιμολόγιο Πώλησης / Παραδόσεις Τρίτων Χωρών */
  readonly salesNonEu: '1.3'
  /** `2.1` Service invoice · Τιμολόγιο Παροχής */
  readonly services: '2.1'
  /** `2.2` Service invoice, intra-EU services · Τιμολόγιο Παροχής / Ενδοκοινοτική Παροχή Υπηρεσιών */
  readonly servicesIntraEu: '2.2'
  /** `2.3` Service invoice, services to a non-EU recipient · Τιμολόγιο Παροχής / Παροχή Υπηρεσιών σε λήπτη Τρίτης Χώρας */
  readonly servicesNonEu: '2.3'
  /** `5.1` Credit invoice, linked to an earlier document · Πιστωτικό Τιμολόγιο / Συσχετιζόμενο */
  readonly creditLinked: '5.1'
  /** `5.2` Credit invoice, not linked · Πιστωτικό Τιμολόγιο / Μη Συσχετιζόμενο */
  readonly creditUnlinked: '5.2'
  /** `7.1` Contract, income side · Συμβόλαιο - Έσοδο */
  readonly contract: '7.1'
  /** `8.1` Rent, income side · Ενοίκια - Έσοδο */
  readonly rent: '8.1'
  /** `9.3` Delivery note · Δελτίο Αποστολής */
  readonly deliveryNote: '9.3'
  /** `11.1` Retail sales receipt · Απόδειξη Λιανικής Πώλησης (ΑΛΠ) */
  readonly retailSales: '11.1'
  /** `11.2` Retail service receipt · Απόδειξη Παροχής Υπηρεσιών (ΑΠΥ) */
  readonly retailServices: '11.2'
  /** `11.3` Simplified invoice · Απλοποιημένο Τιμολόγιο */
  readonly simplified: '11.3'
  /** `11.4` Retail credit document · Πιστωτικό Στοιχείο Λιανικής */
  readonly retailCredit: '11.4'
}

/** Invoice types of myDATA. */
export const invoiceTypes: readonly InvoiceTypeCode[] & InvoiceTypeNames = /* @__PURE__ */ Object.assign([
  { code: '1.1', en: 'Sales invoice', el: 'Τιμολόγιο Πώλησης', counterpart: 'required', sure: 'high', vat: 'taxable', market: 'domestic', selfBilling: true },
  { code: '1.2', en: 'Sales invoice, intra-EU supply of goods', el: 'Τιμολόγιο Πώλησης / Ενδοκοινοτικές Παραδόσεις', counterpart: 'required', sure: 'high', vat: 'exempt', market: 'eu' },
  { code: '1.3', en: 'Sales invoice, supply to a non-EU country', el: 'Τιμολόγιο Πώλησης / Παραδόσεις Τρίτων Χωρών', counterpart: 'required', sure: 'high', vat: 'exempt', market: 'abroad' },
  { code: '1.4', en: 'Sales invoice, sale for the account of third parties', el: 'Τιμολόγιο Πώλησης / Πώληση για Λογαριασμό Τρίτων', counterpart: 'required', sure: 'high', selfBilling: true },
  { code: '1.5', en: 'Sales invoice, clearance of third-party sales and fee on them', el: 'Τιμολόγιο Πώλησης / Εκκαθάριση Πωλήσεων Τρίτων - Αμοιβή από Πωλήσεις Τρίτων', counterpart: 'required', sure: 'high', selfBilling: true },
  { code: '1.6', en: 'Sales invoice, supplementary document', el: 'Τιμολόγιο Πώλησης / Συμπληρωματικό Παραστατικό', counterpart: 'required', sure: 'high', linked: true, income: 'linked', selfBilling: true },
  { code: '2.1', en: 'Service invoice', el: 'Τιμολόγιο Παροχής', counterpart: 'required', sure: 'high', vat: 'taxable', market: 'domestic', selfBilling: true },
  { code: '2.2', en: 'Service invoice, intra-EU services', el: 'Τιμολόγιο Παροχής / Ενδοκοινοτική Παροχή Υπηρεσιών', counterpart: 'required', sure: 'high', vat: 'exempt', market: 'eu' },
  { code: '2.3', en: 'Service invoice, services to a non-EU recipient', el: 'Τιμολόγιο Παροχής / Παροχή Υπηρεσιών σε λήπτη Τρίτης Χώρας', counterpart: 'required', sure: 'high', vat: 'exempt', market: 'abroad' },
  { code: '2.4', en: 'Service invoice, supplementary document', el: 'Τιμολόγιο Παροχής / Συμπληρωματικό Παραστατικό', counterpart: 'required', sure: 'high', linked: true, income: 'linked', selfBilling: true },
  { code: '3.1', en: 'Purchase title issued by buyer, seller not obliged to invoice', el: 'Τίτλος Κτήσης (μη υπόχρεος Εκδότης)', counterpart: 'required', sure: 'high', party: 'seller', income: 'no', vat: 'none' },
  { code: '3.2', en: 'Purchase title issued by buyer, obliged seller refused to invoice', el: 'Τίτλος Κτήσης (άρνηση έκδοσης από υπόχρεο Εκδότη)', counterpart: 'required', sure: 'medium', party: 'seller' },
  { code: '4', en: 'Reserved for later', el: 'Δεσμευμένο για μελλοντική χρήση', counterpart: 'unknown', sure: 'low', income: 'no', sendable: false },
  { code: '5.1', en: 'Credit invoice, linked to an earlier document', el: 'Πιστωτικό Τιμολόγιο / Συσχετιζόμενο', counterpart: 'required', sure: 'high', credit: 'linked', linked: true, income: 'linked', selfBilling: true },
  { code: '5.2', en: 'Credit invoice, not linked', el: 'Πιστωτικό Τιμολόγιο / Μη Συσχετιζόμενο', counterpart: 'required', sure: 'high', credit: 'unlinked', selfBilling: true },
  { code: '6.1', en: 'Self-delivery record', el: 'Στοιχείο Αυτοπαράδοσης', counterpart: 'unknown', sure: 'low' },
  { code: '6.2', en: 'Own-use record', el: 'Στοιχείο Ιδιοχρησιμοποίησης', counterpart: 'unknown', sure: 'low' },
  { code: '7.1', en: 'Contract, income side', el: 'Συμβόλαιο - Έσοδο', counterpart: 'required', sure: 'high' },
  { code: '8.1', en: 'Rent, income side', el: 'Ενοίκια - Έσοδο', counterpart: 'required', sure: 'high' },
  { code: '8.2', en: 'Climate-crisis resilience levy on accommodation', el: 'Τέλος ανθεκτικότητας κλιματικής κρίσης', counterpart: 'unknown', sure: 'low', vat: 'outside' },
  { code: '8.4', en: 'POS collection receipt', el: 'Απόδειξη Είσπραξης POS', counterpart: 'unknown', sure: 'low' },
  { code: '8.5', en: 'POS refund receipt', el: 'Απόδειξη Επιστροφής POS', counterpart: 'unknown', sure: 'low' },
  { code: '8.6', en: 'Food-service order slip', el: 'Δελτίο Παραγγελίας Εστίασης', counterpart: 'unknown', sure: 'low' },
  { code: '9.1', en: 'Delivery note, linked', el: 'Δελτίο Αποστολής Συσχετιζόμενο', counterpart: 'required', sure: 'low' },
  { code: '9.2', en: 'Consolidated delivery note', el: 'Συγκεντρωτικό Δελτίο Αποστολής', counterpart: 'required', sure: 'low' },
  { code: '9.3', en: 'Delivery note', el: 'Δελτίο Αποστολής', counterpart: 'required', sure: 'high', vat: 'outside' },
  { code: '10.1', en: 'Quantity receipt note, linked', el: 'Δελτίο Ποσοτικής Παραλαβής Συσχετιζόμενο', counterpart: 'required', sure: 'low' },
  { code: '10.2', en: 'Quantity receipt note, not linked', el: 'Δελτίο Ποσοτικής Παραλαβής Μη Συσχετιζόμενο', counterpart: 'required', sure: 'low' },
  { code: '11.1', en: 'Retail sales receipt', el: 'Απόδειξη Λιανικής Πώλησης (ΑΛΠ)', counterpart: 'forbidden', sure: 'high' },
  { code: '11.2', en: 'Retail service receipt', el: 'Απόδειξη Παροχής Υπηρεσιών (ΑΠΥ)', counterpart: 'forbidden', sure: 'high' },
  { code: '11.3', en: 'Simplified invoice', el: 'Απλοποιημένο Τιμολόγιο', counterpart: 'forbidden', sure: 'high' },
  { code: '11.4', en: 'Retail credit document', el: 'Πιστωτικό Στοιχείο Λιανικής', counterpart: 'forbidden', sure: 'high', credit: 'retail' },
  { code: '11.5', en: 'Retail sales receipt for the account of third parties', el: 'Απόδειξη Λιανικής Πώλησης για Λογαριασμό Τρίτων', counterpart: 'forbidden', sure: 'high' },
  { code: '12', en: 'Reserved for later', el: 'Δεσμευμένο για μελλοντική χρήση', counterpart: 'unknown', sure: 'low', income: 'no', sendable: false },
  { code: '13.1', en: 'Expense: retail goods purchases, domestic or foreign', el: 'Έξοδα - Αγορές Λιανικών Συναλλαγών ημεδαπής / αλλοδαπής', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '13.2', en: 'Expense: retail services, domestic or foreign', el: 'Παροχή Λιανικών Συναλλαγών ημεδαπής / αλλοδαπής', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '13.3', en: 'Expense: shared building charges', el: 'Κοινόχρηστα', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '13.4', en: 'Expense: subscriptions', el: 'Συνδρομές', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '13.30', en: 'Expense: entity documents as self-declared (dynamic)', el: 'Παραστατικά Οντότητας ως Αναγράφονται από την ίδια (Δυναμικό)', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '13.31', en: 'Expense: retail credit document, domestic or foreign', el: 'Πιστωτικό Στοιχείο Λιανικής ημεδαπής / αλλοδαπής', counterpart: 'required', sure: 'medium', party: 'reporter', credit: 'expense-retail', income: 'no' },
  { code: '14.1', en: 'Invoice, intra-EU acquisitions of goods', el: 'Τιμολόγιο / Ενδοκοινοτικές Αποκτήσεις', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '14.2', en: 'Invoice, acquisitions from non-EU countries', el: 'Τιμολόγιο / Αποκτήσεις Τρίτων Χωρών', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '14.3', en: 'Invoice, intra-EU services received', el: 'Τιμολόγιο / Ενδοκοινοτική Λήψη Υπηρεσιών', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '14.4', en: 'Invoice, services received from non-EU countries', el: 'Τιμολόγιο / Λήψη Υπηρεσιών Τρίτων Χωρών', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '14.5', en: 'Social insurance fund (EFKA) and other insurers', el: 'ΕΦΚΑ και λοιποί Ασφαλιστικοί Οργανισμοί', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '14.30', en: 'Entity documents as self-declared (dynamic), paired', el: 'Παραστατικά Οντότητας ως Αναγράφονται από την ίδια (Δυναμικό)', counterpart: 'required', sure: 'medium', party: 'reporter', income: 'no' },
  { code: '14.31', en: 'Credit document received, domestic or foreign', el: 'Πιστωτικό ημεδαπής / αλλοδαπής', counterpart: 'required', sure: 'medium', party: 'reporter', credit: 'expense', income: 'no' },
  { code: '15.1', en: 'Contract, expense side', el: 'Συμβόλαιο - Έξοδο', counterpart: 'required', sure: 'low', party: 'reporter', income: 'no' },
  { code: '16.1', en: 'Rent, expense side', el: 'Ενοίκιο Έξοδο', counterpart: 'required', sure: 'low', party: 'reporter', income: 'no' },
  { code: '17.1', en: 'Payroll', el: 'Μισθοδοσία', counterpart: 'forbidden', sure: 'low', income: 'no' },
  { code: '17.2', en: 'Depreciation', el: 'Αποσβέσεις', counterpart: 'forbidden', sure: 'medium', income: 'no' },
  { code: '17.3', en: 'Other income adjustment entries, accounting basis', el: 'Λοιπές Εγγραφές Τακτοποίησης Εσόδων - Λογιστική Βάση', counterpart: 'forbidden', sure: 'medium' },
  { code: '17.4', en: 'Other income adjustment entries, tax basis', el: 'Λοιπές Εγγραφές Τακτοποίησης Εσόδων - Φορολογική Βάση', counterpart: 'forbidden', sure: 'medium' },
  { code: '17.5', en: 'Other expense adjustment entries, accounting basis', el: 'Λοιπές Εγγραφές Τακτοποίησης Εξόδων - Λογιστική Βάση', counterpart: 'forbidden', sure: 'low', income: 'no' },
  { code: '17.6', en: 'Other expense adjustment entries, tax basis', el: 'Λοιπές Εγγραφές Τακτοποίησης Εξόδων - Φορολογική Βάση', counterpart: 'forbidden', sure: 'low', income: 'no' },
] as const, { sales: '1.1', salesIntraEu: '1.2', salesNonEu: '1.3', services: '2.1', servicesIntraEu: '2.2', servicesNonEu: '2.3', creditLinked: '5.1', creditUnlinked: '5.2', contract: '7.1', rent: '8.1', deliveryNote: '9.3', retailSales: '11.1', retailServices: '11.2', simplified: '11.3', retailCredit: '11.4' } as const)

/** A code of `movePurposes`. */
export type MovePurpose = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20

/** Move purposes of myDATA. */
export const movePurposes: readonly Code<MovePurpose>[] = [
  { code: 1, en: 'Sale', el: 'Πώληση' },
  { code: 2, en: 'Sale for the account of third parties', el: 'Πώληση για Λογαριασμό Τρίτων' },
  { code: 3, en: 'Sampling', el: 'Δειγματισμός' },
  { code: 4, en: 'Exhibition', el: 'Έκθεση' },
  { code: 5, en: 'Return', el: 'Επιστροφή' },
  { code: 6, en: 'Safekeeping', el: 'Φύλαξη', sendable: false },
  { code: 7, en: 'Processing, assembly, disassembly', el: 'Επεξεργασία - Συναρμολόγηση - Αποσυναρμολόγηση' },
  { code: 8, en: 'Internal movement', el: 'Ενδοδιακίνηση' },
  { code: 9, en: 'Purchase', el: 'Αγορά' },
  { code: 10, en: 'Supply of ships and aircraft', el: 'Εφοδιασμός πλοίων και αεροσκαφών' },
  { code: 11, en: 'Free disposal', el: 'Δωρεάν διάθεση' },
  { code: 12, en: 'Warranty', el: 'Εγγύηση' },
  { code: 13, en: 'Loan for use', el: 'Χρησιδανεισμός' },
  { code: 14, en: 'Storage at third parties', el: 'Αποθήκευση σε Τρίτους' },
  { code: 15, en: 'Return from safekeeping', el: 'Επιστροφή από Φύλαξη', sendable: false },
  { code: 16, en: 'Recycling', el: 'Ανακύκλωση', sendable: false },
  { code: 17, en: 'Destruction of useless material', el: 'Καταστροφή άχρηστου υλικού', sendable: false },
  { code: 18, en: 'Fixed asset movement (internal)', el: 'Διακίνηση Παγίων (Ενδοδιακίνηση)', sendable: false },
  { code: 19, en: 'Other movements', el: 'Λοιπές Διακινήσεις' },
  { code: 20, en: 'Transport and courier', el: 'Μεταφορές - Ταχυμεταφορές' },
]

/** A code of `reverseDeliveryNotePurposes`. */
export type ReverseDeliveryNotePurpose = 1 | 2 | 3 | 4 | 5

/** Reverse delivery note purposes of myDATA. No field of the API has these codes. */
export const reverseDeliveryNotePurposes: readonly Code<ReverseDeliveryNotePurpose>[] = [
  { code: 1, en: 'Not obliged to issue', el: 'Μη Υπόχρεος Έκδοσης' },
  { code: 2, en: 'Refusal or accidental non-issue', el: 'Άρνηση Έκδοσης / Εκ Παραδρομής Μη Έκδοση' },
  { code: 3, en: 'Intra-EU acquisition', el: 'Ενδοκοινοτική Απόκτηση' },
  { code: 4, en: 'Non-EU acquisition', el: 'Απόκτηση Τρίτη Χώρα' },
  { code: 5, en: 'Reversed obligation', el: 'Αντίστροφη Υποχρέωση' },
]

/** A code of `receivingNotePurposes`. */
export type ReceivingNotePurpose = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Receiving note purposes of myDATA. No field of the API has these codes. */
export const receivingNotePurposes: readonly Code<ReceivingNotePurpose>[] = [
  { code: 1, en: 'Not obliged to issue', el: 'Μη Υπόχρεος Έκδοσης' },
  { code: 2, en: 'Refusal or accidental non-issue', el: 'Άρνηση Έκδοσης / Εκ Παραδρομής Μη Έκδοση' },
  { code: 3, en: 'Intra-EU acquisition', el: 'Ενδοκοινοτική Απόκτηση' },
  { code: 4, en: 'Non-EU acquisition', el: 'Απόκτηση Τρίτη Χώρα' },
  { code: 5, en: 'Quantity check (on 10.1)', el: 'Ποσοτικός Έλεγχος' },
  { code: 6, en: 'No or partial delivery', el: 'Μη / Μερική Παράδοση' },
  { code: 7, en: 'Other cases', el: 'Λοιπές Περιπτώσεις' },
]

/** A code of `packagingTypes`. */
export type PackagingType = 1 | 2 | 3 | 4 | 5 | 6

/** Packaging types of myDATA. No field of the API has these codes. */
export const packagingTypes: readonly Code<PackagingType>[] = [
  { code: 1, en: 'Pallet', el: 'Παλέτα' },
  { code: 2, en: 'Box', el: 'Κιβώτιο' },
  { code: 3, en: 'Crate', el: 'Κλούβα' },
  { code: 4, en: 'Barrel', el: 'Βαρέλι' },
  { code: 5, en: 'Sack', el: 'Σάκος' },
  { code: 6, en: 'Other', el: 'Άλλο' },
]

/** A code of `entityTypes`. */
export type EntityType = 1 | 2 | 3 | 4 | 5 | 6

/** Entity types of myDATA. No field of the API has these codes. */
export const entityTypes: readonly Code<EntityType>[] = [
  { code: 1, en: 'Tax representative', el: 'Φορολογικός Εκπρόσωπος' },
  { code: 2, en: 'Intermediary', el: 'Διαμεσολαβητής' },
  { code: 3, en: 'Carrier', el: 'Μεταφορέας' },
  { code: 4, en: 'Recipient of the sender (seller)', el: 'Λήπτης του Αποστολέα (Πωλητή)' },
  { code: 5, en: 'Sender (seller)', el: 'Αποστολέας (Πωλητής)' },
  { code: 6, en: 'Other related entities', el: 'Λοιπές Συσχετιζόμενες Οντότητες' },
]

/** A code of `paymentMethods`. */
export type PaymentMethod = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** Codes of `paymentMethods` by name. */
export interface PaymentMethodNames {
  /** `1` Business payment account, domestic · Επαγ. Λογαριασμός Πληρωμών Ημεδαπής */
  readonly domesticAccount: 1
  /** `2` Business payment account, foreign · Επαγ. Λογαριασμός Πληρωμών Αλλοδαπής */
  readonly foreignAccount: 2
  /** `3` Cash · Μετρητά */
  readonly cash: 3
  /** `4` Cheque · Επιταγή */
  readonly cheque: 4
  /** `5` On credit · Επί Πιστώσει */
  readonly onCredit: 5
  /** `6` Web banking · Web Banking */
  readonly webBanking: 6
  /** `7` POS / e-POS · POS / e-POS */
  readonly pos: 7
  /** `8` IRIS instant payment · Άμεσες Πληρωμές IRIS */
  readonly iris: 8
}

/** Payment methods of myDATA. */
export const paymentMethods: readonly Code<PaymentMethod>[] & PaymentMethodNames = /* @__PURE__ */ Object.assign([
  { code: 1, en: 'Business payment account, domestic', el: 'Επαγ. Λογαριασμός Πληρωμών Ημεδαπής' },
  { code: 2, en: 'Business payment account, foreign', el: 'Επαγ. Λογαριασμός Πληρωμών Αλλοδαπής' },
  { code: 3, en: 'Cash', el: 'Μετρητά' },
  { code: 4, en: 'Cheque', el: 'Επιταγή' },
  { code: 5, en: 'On credit', el: 'Επί Πιστώσει' },
  { code: 6, en: 'Web banking', el: 'Web Banking' },
  { code: 7, en: 'POS / e-POS', el: 'POS / e-POS' },
  { code: 8, en: 'IRIS instant payment', el: 'Άμεσες Πληρωμές IRIS' },
] as const, { domesticAccount: 1, foreignAccount: 2, cash: 3, cheque: 4, onCredit: 5, webBanking: 6, pos: 7, iris: 8 } as const)

/** A code of `measurementUnits`. */
export type MeasurementUnit = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** An entry of `measurementUnits`. */
export interface MeasurementUnitCode extends Code<MeasurementUnit> {
  /** The symbol of the unit. */
  readonly symbol?: 'pcs' | 'kg' | 'l' | 'm' | 'm2' | 'm3'
}

/** Codes of `measurementUnits` by name. */
export interface MeasurementUnitNames {
  /** `1` Pieces · Τεμάχια */
  readonly pieces: 1
  /** `2` Kilograms · Κιλά */
  readonly kilograms: 2
  /** `3` Litres · Λίτρα */
  readonly litres: 3
  /** `4` Metres · Μέτρα */
  readonly metres: 4
  /** `5` Square metres · Τετραγωνικά Μέτρα */
  readonly squareMetres: 5
  /** `6` Cubic metres · Κυβικά Μέτρα */
  readonly cubicMetres: 6
  /** `7` Pieces, other cases · Τεμάχια_Λοιπές Περιπτώσεις */
  readonly otherPieces: 7
}

/** Measurement units of myDATA. */
export const measurementUnits: readonly MeasurementUnitCode[] & MeasurementUnitNames = /* @__PURE__ */ Object.assign([
  { code: 1, en: 'Pieces', el: 'Τεμάχια', symbol: 'pcs' },
  { code: 2, en: 'Kilograms', el: 'Κιλά', symbol: 'kg' },
  { code: 3, en: 'Litres', el: 'Λίτρα', symbol: 'l' },
  { code: 4, en: 'Metres', el: 'Μέτρα', symbol: 'm' },
  { code: 5, en: 'Square metres', el: 'Τετραγωνικά Μέτρα', symbol: 'm2' },
  { code: 6, en: 'Cubic metres', el: 'Κυβικά Μέτρα', symbol: 'm3' },
  { code: 7, en: 'Pieces, other cases', el: 'Τεμάχια_Λοιπές Περιπτώσεις' },
] as const, { pieces: 1, kilograms: 2, litres: 3, metres: 4, squareMetres: 5, cubicMetres: 6, otherPieces: 7 } as const)

/** A code of `taxTypes`. */
export type TaxType = 1 | 2 | 3 | 4 | 5

/** Tax types of myDATA. No field of the API has these codes. */
export const taxTypes: readonly Code<TaxType>[] = [
  { code: 1, en: 'Withheld tax', el: 'Παρακρατούμενος Φόρος' },
  { code: 2, en: 'Fees', el: 'Τέλη' },
  { code: 3, en: 'Other taxes', el: 'Λοιποί Φόροι' },
  { code: 4, en: 'Digital transaction duty (former stamp duty)', el: 'Ψηφιακό Τέλος Συναλλαγής' },
  { code: 5, en: 'Deductions', el: 'Κρατήσεις' },
]

/** A code of `withholdingTaxCategories`. */
export type WithholdingTaxCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18

/** An entry of `withholdingTaxCategories`. */
export interface WithholdingTaxCategoryCode extends Code<WithholdingTaxCategory> {
  /** The rate in percent. */
  readonly percent?: number
}

/** Withholding tax categories of myDATA. */
export const withholdingTaxCategories: readonly WithholdingTaxCategoryCode[] = [
  { code: 1, en: 'Interest (case b)', el: 'Τόκοι', percent: 15 },
  { code: 2, en: 'Royalties (case c)', el: 'Δικαιώματα', percent: 20 },
  { code: 3, en: 'Management consulting fees (case d)', el: 'Αμοιβές Συμβουλών Διοίκησης', percent: 20 },
  { code: 4, en: 'Technical works (case d)', el: 'Τεχνικά Έργα', percent: 3 },
  { code: 5, en: 'Liquid fuels and tobacco products', el: 'Υγρά καύσιμα και προϊόντα καπνοβιομηχανίας', percent: 1 },
  { code: 6, en: 'Other goods', el: 'Λοιπά Αγαθά', percent: 4 },
  { code: 7, en: 'Services', el: 'Παροχή Υπηρεσιών', percent: 8 },
  { code: 8, en: 'Advance tax on the agreed fees of architects and engineers, for studies and plans', el: 'Προκαταβλητέος Φόρος Αρχιτεκτόνων και Μηχανικών επί Συμβατικών Αμοιβών, για Εκπόνηση Μελετών και Σχεδίων 4%', percent: 4 },
  { code: 9, en: 'Advance tax on the agreed fees of architects and engineers, for works of any other kind', el: 'Προκαταβλητέος Φόρος Αρχιτεκτόνων και Μηχανικών επί Συμβατικών Αμοιβών, που αφορούν οποιασδήποτε άλλης φύσης έργα 10%', percent: 10 },
  { code: 10, en: 'Advance tax on lawyers’ fees', el: 'Προκαταβλητέος Φόρος στις Αμοιβές Δικηγόρων', percent: 15 },
  { code: 11, en: 'Employment income, law 4172/2013 art. 15 par. 1', el: 'Παρακράτηση Φόρου Μισθωτών Υπηρεσιών παρ. 1 αρ. 15 ν. 4172/2013' },
  { code: 12, en: 'Employment income of merchant navy officers, law 4172/2013 art. 15 par. 2', el: 'Παρακράτηση Φόρου Μισθωτών Υπηρεσιών παρ. 2 αρ. 15 ν. 4172/2013 - Αξιωματικών Εμπορικού Ναυτικού', percent: 15 },
  { code: 13, en: 'Employment income of merchant navy crew, law 4172/2013 art. 15 par. 2', el: 'Παρακράτηση Φόρου Μισθωτών Υπηρεσιών παρ. 2 αρ. 15 ν. 4172/2013 - Κατώτερο Πλήρωμα Εμπορικού Ναυτικού', percent: 10 },
  { code: 14, en: 'Withholding of the special solidarity contribution', el: 'Παρακράτηση Ειδικής Εισφοράς Αλληλεγγύης' },
  { code: 15, en: 'Severance pay, law 4172/2013 art. 15 par. 3', el: 'Παρακράτηση Φόρου Αποζημίωσης λόγω Διακοπής Σχέσης Εργασίας παρ. 3 αρ. 15 ν. 4172/2013' },
  { code: 16, en: 'Foreign transactions under double-taxation treaties', el: 'Παρακρατήσεις συναλλαγών αλλοδαπής βάσει συμβάσεων αποφυγής διπλής φορολογίας (Σ.Α.Δ.Φ.)' },
  { code: 17, en: 'Other withholdings', el: 'Λοιπές Παρακρατήσεις Φόρου' },
  { code: 18, en: 'Dividends, law 4172/2013 art. 64 par. 1a', el: 'Παρακράτηση Φόρου Μερίσματα περ.α παρ. 1 αρ. 64 ν. 4172/2013', percent: 5 },
]

/** A code of `stampDutyCategories`. */
export type StampDutyCategory = 1 | 2 | 3 | 4

/** An entry of `stampDutyCategories`. */
export interface StampDutyCategoryCode extends Code<StampDutyCategory> {
  /** The rate in percent. */
  readonly percent?: number
}

/** Stamp duty categories of myDATA. */
export const stampDutyCategories: readonly StampDutyCategoryCode[] = [
  { code: 1, en: 'Rate 1.2%', el: 'Συντελεστής 1,2 %', percent: 1.2 },
  { code: 2, en: 'Rate 2.4%', el: 'Συντελεστής 2,4 %', percent: 2.4 },
  { code: 3, en: 'Rate 3.6%', el: 'Συντελεστής 3,6 %', percent: 3.6 },
  { code: 4, en: 'Other cases', el: 'Λοιπές περιπτώσεις' },
]

/** A code of `feesCategories`. */
export type FeesCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22

/** An entry of `feesCategories`. */
export interface FeesCategoryCode extends Code<FeesCategory> {
  /** The rate in percent. */
  readonly percent?: number
  /** Euros per piece or night. */
  readonly amount?: number
}

/** Fees categories of myDATA. */
export const feesCategories: readonly FeesCategoryCode[] = [
  { code: 1, en: 'Phone bill up to 50 euro a month', el: 'Για μηνιαίο λογαριασμό μέχρι και 50 ευρώ 12%', percent: 12 },
  { code: 2, en: 'Phone bill 50.01 to 100 euro a month', el: 'Για μηνιαίο λογαριασμό από 50,01 μέχρι και 100 ευρώ 15%', percent: 15 },
  { code: 3, en: 'Phone bill 100.01 to 150 euro a month', el: 'Για μηνιαίο λογαριασμό από 100,01 μέχρι και 150 ευρώ 18%', percent: 18 },
  { code: 4, en: 'Phone bill over 150 euro a month', el: 'Για μηνιαίο λογαριασμό από 150,01 ευρώ και άνω 20%', percent: 20 },
  { code: 5, en: 'Prepaid mobile talk time (12%)', el: 'Τέλος καρτοκινητής επί της αξίας του χρόνου ομιλίας (12%)', percent: 12 },
  { code: 6, en: 'Pay television', el: 'Τέλος στη συνδρομητική τηλεόραση 10%', percent: 10 },
  { code: 7, en: 'Fixed-line subscribers', el: 'Τέλος συνδρομητών σταθερής τηλεφωνίας 5%', percent: 5 },
  { code: 8, en: 'Environmental levy on plastic bags', el: 'Περιβαλλοντικό Τέλος & πλαστικής σακούλας ν. 2339/2001 αρ. 6α 0,07 ευρώ ανά τεμάχιο', amount: 0.07 },
  { code: 9, en: 'Olive-fly control contribution (2%)', el: 'Εισφορά δακοκτονίας 2%', percent: 2 },
  { code: 10, en: 'Other fees', el: 'Λοιπά τέλη' },
  { code: 11, en: 'Fees of other taxes', el: 'Τέλη Λοιπών Φόρων' },
  { code: 12, en: 'Olive-fly control contribution (amount)', el: 'Εισφορά δακοκτονίας' },
  { code: 13, en: 'Phone bill per connection (10%)', el: 'Για μηνιαίο λογαριασμό κάθε σύνδεσης 10%', percent: 10 },
  { code: 14, en: 'Prepaid mobile talk time (10%)', el: 'Τέλος καρτοκινητής επί της αξίας του χρόνου ομιλίας (10%)', percent: 10 },
  { code: 15, en: 'Mobile subscribers aged 15 to 29 (0%)', el: 'Τέλος κινητής και καρτοκινητής για φυσικά πρόσωπα ηλικίας 15 έως και 29 ετών 0%', percent: 0 },
  { code: 16, en: 'Environmental contribution on plastic products (law 4736/2020)', el: 'Εισφορά προστασίας περιβάλλοντος πλαστικών προϊόντων 0,04 λεπτά ανά τεμάχιο [άρθρο 4 ν. 4736/2020]', amount: 0.04 },
  { code: 17, en: 'Recycling levy (law 4819/2021)', el: 'Τέλος ανακύκλωσης 0,08 λεπτά ανά τεμάχιο [άρθρο 80 ν. 4819/2021]', amount: 0.08 },
  { code: 18, en: 'Visitor stay fee', el: 'Τέλος διαμονής παρεπιδημούντων' },
  { code: 19, en: 'Fee on gross receipts of restaurants and similar', el: 'Τέλος επί των ακαθάριστων εσόδων των εστιατορίων και συναφών καταστημάτων' },
  { code: 20, en: 'Fee on gross receipts of night venues', el: 'Τέλος επί των ακαθάριστων εσόδων των κέντρων διασκέδασης' },
  { code: 21, en: 'Fee on gross receipts of casinos', el: 'Τέλος επί των ακαθάριστων εσόδων των καζίνο' },
  { code: 22, en: 'Other fees on gross receipts', el: 'Λοιπά τέλη επί των ακαθάριστων εσόδων' },
]

/** A code of `otherTaxesCategories`. */
export type OtherTaxesCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30

/** An entry of `otherTaxesCategories`. */
export interface OtherTaxesCategoryCode extends Code<OtherTaxesCategory> {
  /** The rate in percent. */
  readonly percent?: number
  /** Euros per piece or night. */
  readonly amount?: number
}

/** Other taxes categories of myDATA. */
export const otherTaxesCategories: readonly OtherTaxesCategoryCode[] = [
  { code: 1, en: 'Fire insurance premium, part a1', el: 'α1) ασφάλιστρα κλάδου πυρός 20%', percent: 15, sendable: false },
  { code: 2, en: 'Fire insurance premium, part a2', el: 'α2) ασφάλιστρα κλάδου πυρός 20%', percent: 5, sendable: false },
  { code: 3, en: 'Life insurance premium', el: 'β) ασφάλιστρα κλάδου ζωής 4%', percent: 4 },
  { code: 4, en: 'Other insurance premium', el: 'γ) ασφάλιστρα λοιπών κλάδων 15%', percent: 15 },
  { code: 5, en: 'Premium exempt from insurance tax', el: 'δ) απαλλασσόμενα φόρου ασφαλίστρων 0%', percent: 0 },
  { code: 6, en: 'Stay levy: hotel 1-2 stars, low season', el: 'Ξενοδοχεία 1-2 αστέρων 0,50€', amount: 0.5 },
  { code: 7, en: 'Stay levy: hotel 3 stars, low season', el: 'Ξενοδοχεία 3 αστέρων 1,50€', amount: 1.5 },
  { code: 8, en: 'Stay levy: hotel 4 stars, low season', el: 'Ξενοδοχεία 4 αστέρων 3,00€', amount: 3 },
  { code: 9, en: 'Stay levy: hotel 5 stars, low season', el: 'Ξενοδοχεία 5 αστέρων 4,00€', amount: 4 },
  { code: 10, en: 'Stay levy: furnished rooms and apartments, low season', el: 'Ενοικιαζόμενα - επιπλωμένα δωμάτια - διαμερίσματα 0,50€', amount: 0.5 },
  { code: 11, en: 'Television advertising tax', el: 'Ειδικός Φόρος στις διαφημίσεις που προβάλλονται από την τηλεόραση (ΕΦΤΔ) 5%', percent: 5 },
  { code: 12, en: 'Luxury tax on imported or intra-EU goods', el: '3.1 Φόρος πολυτελείας 10% επί της φορολογητέας αξίας για τα ενδοκοινοτικώς αποκτούμενα και εισαγόμενα από τρίτες χώρες 10%', percent: 10 },
  { code: 13, en: 'Luxury tax on domestic goods', el: '3.2 Φόρος πολυτελείας 10% επί της τιμής πώλησης προ Φ.Π.Α. για τα εγχωρίως παραγόμενα είδη 10%', percent: 10 },
  { code: 14, en: 'State share of casino tickets', el: 'Δικαίωμα του Δημοσίου στα εισιτήρια των καζίνο (80% επί του εισιτηρίου)', percent: 80 },
  { code: 15, en: 'Fire insurance premium', el: 'ασφάλιστρα κλάδου πυρός 20%', percent: 20 },
  { code: 16, en: 'Other customs duties and taxes', el: 'Λοιποί Τελωνειακοί Δασμοί-Φόροι' },
  { code: 17, en: 'Other taxes', el: 'Λοιποί Φόροι' },
  { code: 18, en: 'Charges of other taxes', el: 'Επιβαρύνσεις Λοιπών Φόρων' },
  { code: 19, en: 'Excise duty', el: 'ΕΦΚ' },
  { code: 20, en: 'Stay levy: hotel 1-2 stars, high season', el: 'Ξενοδοχεία 1-2 αστέρων 2,00€ (ανά Δωμ./Διαμ.)', amount: 2 },
  { code: 21, en: 'Stay levy: hotel 3 stars, high season', el: 'Ξενοδοχεία 3 αστέρων 5,00€ (ανά Δωμ./Διαμ.)', amount: 5 },
  { code: 22, en: 'Stay levy: hotel 4 stars, high season', el: 'Ξενοδοχεία 4 αστέρων 10,00€ (ανά Δωμ./Διαμ.)', amount: 10 },
  { code: 23, en: 'Stay levy: hotel 5 stars, high season', el: 'Ξενοδοχεία 5 αστέρων 15,00€ (ανά Δωμ./Διαμ.)', amount: 15 },
  { code: 24, en: 'Stay levy: furnished rooms and apartments, high season', el: 'Ενοικιαζόμενα επιπλωμένα δωμάτια - διαμερίσματα 2,00€ (ανά Δωμ./Διαμ.)', amount: 2 },
  { code: 25, en: 'Stay levy: short-term rental, high season', el: 'Ακίνητα βραχυχρόνιας μίσθωσης 8,00€', amount: 8 },
  { code: 26, en: 'Stay levy: short-term rental house over 80 sq.m., high season', el: 'Ακίνητα βραχυχρόνιας μίσθωσης μονοκατοικίες άνω των 80 τ.μ. 15,00€', amount: 15 },
  { code: 27, en: 'Stay levy: self-catering villas, high season', el: 'Αυτοεξυπηρετούμενα καταλύματα - τουριστικές επιπλωμένες επαύλεις (βίλες) 15,00€', amount: 15 },
  { code: 28, en: 'Stay levy: short-term rental, low season', el: 'Ακίνητα βραχυχρόνιας μίσθωσης 2,00€', amount: 2 },
  { code: 29, en: 'Stay levy: short-term rental house over 80 sq.m., low season', el: 'Ακίνητα βραχυχρόνιας μίσθωσης μονοκατοικίες άνω των 80 τ.μ. 4,00€', amount: 4 },
  { code: 30, en: 'Stay levy: self-catering villas, low season', el: 'Αυτοεξυπηρετούμενα καταλύματα - τουριστικές επιπλωμένες επαύλεις (βίλες) 4,00€', amount: 4 },
]

/** A code of `transmissionFailureCodes`. */
export type TransmissionFailureCode = 1 | 2 | 3 | 4

/** Transmission failure codes of myDATA. */
export const transmissionFailureCodes: readonly Code<TransmissionFailureCode>[] = [
  { code: 1, en: 'Entity could not reach its provider', el: 'Αδυναμία επικοινωνίας οντότητας με πάροχο' },
  { code: 2, en: 'Provider could not reach myDATA', el: 'Αδυναμία επικοινωνίας παρόχου με myDATA' },
  { code: 3, en: 'Loss of connection', el: 'Απώλεια διασύνδεσης' },
  { code: 4, en: 'Utility and similar entities (Decision 1138/2020)', el: 'Εταιρείες κοινής ωφέλειας και συναφείς οντότητες (Α.1138/2020)' },
]

/** A code of `specialInvoiceCategories`. */
export type SpecialInvoiceCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13

/** Special invoice categories of myDATA. No field of the API has these codes. */
export const specialInvoiceCategories: readonly Code<SpecialInvoiceCategory>[] = [
  { code: 1, en: 'Subsidies and grants', el: 'Επιδοτήσεις - Επιχορηγήσεις' },
  { code: 2, en: 'Hotel retail income, room charges', el: 'Έσοδα Λιανικής Ξενοδοχείων - Χρεώσεις Δωματίου' },
  { code: 3, en: 'Accounting entry', el: 'Λογιστική Εγγραφή' },
  { code: 4, en: 'Tax Free', el: 'Tax Free' },
  { code: 5, en: 'Mixed domestic and foreign transactions', el: 'Σύνθετες συναλλαγές ημεδαπής - αλλοδαπής' },
  { code: 6, en: 'Beneficiaries of ministerial decision 139818/2022 art. 3', el: 'Δικαιούχοι υπουργικής απόφασης 139818/2022 άρθρο 3' },
  { code: 7, en: 'Purchase of farm goods and services (VAT Code art. 41)', el: 'Αγορά αγροτικών αγαθών υπηρεσιών Άρθρο 41 του Κώδικα ΦΠΑ' },
  { code: 8, en: 'Retail income, tax cash registers, AADE 1', el: 'Έσοδα Λιανικών ΦΗΜ ΑΑΔΕ_1', sendable: false },
  { code: 9, en: 'Retail income, tax cash registers, AADE 2', el: 'Έσοδα Λιανικών ΦΗΜ ΑΑΔΕ_2', sendable: false },
  { code: 10, en: 'Retail income, tax cash registers, business deviation', el: 'Έσοδα Λιανικών ΦΗΜ Επιχείρησης Απόκλιση' },
  { code: 11, en: 'Heating allowance', el: 'Επίδομα Θέρμανσης' },
  { code: 12, en: 'Food-service transactions', el: 'Συναλλαγές εστίασης' },
  { code: 13, en: 'Correlation difficulty', el: 'Ένδειξη Δυσχέρεια Συσχέτισης' },
]

/** A code of `invoiceVariationTypes`. */
export type InvoiceVariationType = 1 | 2 | 3 | 4

/** Invoice variation types of myDATA. No field of the API has these codes. */
export const invoiceVariationTypes: readonly Code<InvoiceVariationType>[] = [
  { code: 1, en: 'Omission reported by recipient', el: 'Διαβίβαση Παράλειψης από Λήπτη' },
  { code: 2, en: 'Omission reported by issuer', el: 'Διαβίβαση Παράλειψης από Εκδότη' },
  { code: 3, en: 'Deviation reported by recipient', el: 'Διαβίβαση Απόκλισης από Λήπτη' },
  { code: 4, en: 'Deviation reported by issuer', el: 'Διαβίβαση Απόκλισης από Εκδότη' },
]

/** A code of `recTypes`. */
export type RecType = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Rec types of myDATA. No field of the API has these codes. */
export const recTypes: readonly Code<RecType>[] = [
  { code: 1, en: 'Withholding tax line', el: 'Γραμμή παρακρατούμενου φόρου', sendable: false },
  { code: 2, en: 'Fee line with VAT', el: 'Γραμμή τέλους με ΦΠΑ' },
  { code: 3, en: 'Other tax line with VAT', el: 'Γραμμή λοιπού φόρου με ΦΠΑ' },
  { code: 4, en: 'Digital transaction duty line', el: 'Γραμμή ψηφιακού τέλους συναλλαγής', sendable: false },
  { code: 5, en: 'Deductions line', el: 'Γραμμή κρατήσεων', sendable: false },
  { code: 6, en: 'Gift voucher', el: 'Δωροεπιταγή' },
  { code: 7, en: 'Negative line amounts', el: 'Γραμμή με αρνητικά ποσά' },
]

/** A code of `invoiceDetailTypes`. */
export type InvoiceDetailType = 1 | 2

/** Invoice detail types of myDATA. No field of the API has these codes. */
export const invoiceDetailTypes: readonly Code<InvoiceDetailType>[] = [
  { code: 1, en: 'Clearance of third-party sales', el: 'Εκκαθάριση Πωλήσεων Τρίτων' },
  { code: 2, en: 'Fee on third-party sales', el: 'Αμοιβή από Πωλήσεις Τρίτων' },
]

/** A code of `classificationTransactionModes`. */
export type ClassificationTransactionMode = 1 | 2

/** Classification transaction modes of myDATA. No field of the API has these codes. */
export const classificationTransactionModes: readonly Code<ClassificationTransactionMode>[] = [
  { code: 1, en: 'Rejected, disagreement', el: 'Απόρριψη λόγω διαφωνίας' },
  { code: 2, en: 'Amount deviation', el: 'Απόκλιση ποσού' },
]

/** A code of `vatCategories`. */
export type VatCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10

/** An entry of `vatCategories`. */
export interface VatCategoryCode extends Code<VatCategory> {
  /** The rate in percent. */
  readonly percent?: number
  /** True if it requires a code of `vatExemptionCategories`. */
  readonly exemption?: true
}

/** Vat categories of myDATA. */
export const vatCategories: readonly VatCategoryCode[] = [
  { code: 1, en: 'Standard rate', el: 'ΦΠΑ συντελεστής 24%', percent: 24 },
  { code: 2, en: 'Reduced rate', el: 'ΦΠΑ συντελεστής 13%', percent: 13 },
  { code: 3, en: 'Super-reduced rate', el: 'ΦΠΑ συντελεστής 6%', percent: 6 },
  { code: 4, en: 'Standard rate, island reduction', el: 'ΦΠΑ συντελεστής 17%', percent: 17 },
  { code: 5, en: 'Reduced rate, island reduction', el: 'ΦΠΑ συντελεστής 9%', percent: 9 },
  { code: 6, en: 'Super-reduced rate, island reduction', el: 'ΦΠΑ συντελεστής 4%', percent: 4 },
  { code: 7, en: 'Without VAT, for a reason', el: 'Άνευ Φ.Π.Α. 0%', percent: 0, exemption: true },
  { code: 8, en: 'Entry outside VAT (payroll, depreciation and similar)', el: 'Εγγραφές χωρίς ΦΠΑ' },
  { code: 9, en: '3% rate (art. 31 of law 5057/2023)', el: 'ΦΠΑ συντελεστής 3% (αρ.31 ν.5057/2023)', percent: 3 },
  { code: 10, en: '4% rate (art. 31 of law 5057/2023)', el: 'ΦΠΑ συντελεστής 4% (αρ.31 ν.5057/2023)', percent: 4 },
]

/** A code of `vatExemptionCategories`. */
export type VatExemptionCategory = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31

/** Vat exemption categories of myDATA. */
export const vatExemptionCategories: readonly Code<VatExemptionCategory>[] = [
  { code: 1, en: 'Outside the scope of VAT (VAT Code art. 2 and 3)', el: 'Χωρίς ΦΠΑ - άρθρο 2 και 3 του Κώδικα ΦΠΑ' },
  { code: 2, en: 'Goods supply outside VAT, such as business transfer (VAT Code art. 5)', el: 'Χωρίς ΦΠΑ - άρθρο 5 του Κώδικα ΦΠΑ' },
  { code: 3, en: 'Goods supplied outside Greece (place of supply) (VAT Code art. 17, formerly 13)', el: 'Χωρίς ΦΠΑ - άρθρο 17 του Κώδικα ΦΠΑ' },
  { code: 4, en: 'Services supplied outside Greece (place of supply) (VAT Code art. 18, formerly 14)', el: 'Χωρίς ΦΠΑ - άρθρο 18 του Κώδικα ΦΠΑ' },
  { code: 5, en: 'Chargeability rules (VAT Code art. 21, formerly 16)', el: 'Χωρίς ΦΠΑ - άρθρο 21 του Κώδικα ΦΠΑ' },
  { code: 6, en: 'Amounts outside the taxable base (VAT Code art. 24, formerly 19)', el: 'Χωρίς ΦΠΑ - άρθρο 24 του Κώδικα ΦΠΑ' },
  { code: 7, en: 'Domestic exemptions (VAT Code art. 27, formerly 22)', el: 'Χωρίς ΦΠΑ - άρθρο 27 του Κώδικα ΦΠΑ' },
  { code: 8, en: 'Exports (VAT Code art. 29, formerly 24)', el: 'Χωρίς ΦΠΑ - άρθρο 29 του Κώδικα ΦΠΑ' },
  { code: 9, en: 'Special exemptions for imports and regimes (VAT Code art. 30, formerly 25)', el: 'Χωρίς ΦΠΑ - άρθρο 30 του Κώδικα ΦΠΑ' },
  { code: 10, en: 'Warehouse and suspension regimes (VAT Code art. 31, formerly 26)', el: 'Χωρίς ΦΠΑ - άρθρο 31 του Κώδικα ΦΠΑ' },
  { code: 11, en: 'Special exemptions: ships, aircraft, diplomats (VAT Code art. 32, formerly 27)', el: 'Χωρίς ΦΠΑ - άρθρο 32 του Κώδικα ΦΠΑ' },
  { code: 12, en: 'Special exemptions: open-sea ships (VAT Code art. 32, formerly 27)', el: 'Χωρίς ΦΠΑ - άρθρο 32 του Κώδικα ΦΠΑ - Πλοία Ανοικτής Θαλάσσης' },
  { code: 13, en: 'Special exemptions: open-sea ships, item 1.c (VAT Code art. 32.1.c, formerly 27.1.c)', el: 'Χωρίς ΦΠΑ - άρθρο 32.1.γ του Κώδικα ΦΠΑ - Πλοία Ανοικτής Θαλάσσης' },
  { code: 14, en: 'Intra-EU supplies (VAT Code art. 33, formerly 28)', el: 'Χωρίς ΦΠΑ - άρθρο 33 του Κώδικα ΦΠΑ' },
  { code: 15, en: 'Small business scheme (VAT Code art. 44, formerly 39)', el: 'Χωρίς ΦΠΑ - άρθρο 44 του Κώδικα ΦΠΑ' },
  { code: 16, en: 'Reverse charge on the recipient (VAT Code art. 45, formerly 39a)', el: 'Χωρίς ΦΠΑ - άρθρο 45 του Κώδικα ΦΠΑ' },
  { code: 17, en: 'Flat tax payment scheme (VAT Code art. 47, formerly 40)', el: 'Χωρίς ΦΠΑ - άρθρο 47 του Κώδικα ΦΠΑ' },
  { code: 18, en: 'Farmers scheme (VAT Code art. 48, formerly 41)', el: 'Χωρίς ΦΠΑ - άρθρο 48 του Κώδικα ΦΠΑ' },
  { code: 19, en: 'Investment gold (VAT Code art. 54, formerly 47)', el: 'Χωρίς ΦΠΑ - άρθρο 54 του Κώδικα ΦΠΑ' },
  { code: 20, en: 'Travel agents scheme (VAT Code art. 50, formerly 43)', el: 'ΦΠΑ εμπεριεχόμενος - άρθρο 50 του Κώδικα ΦΠΑ' },
  { code: 21, en: 'Manufactured tobacco scheme (VAT Code art. 51, formerly 44)', el: 'ΦΠΑ εμπεριεχόμενος - άρθρο 51 του Κώδικα ΦΠΑ' },
  { code: 22, en: 'Second-hand, art and antiques dealers (VAT Code art. 52, formerly 45)', el: 'ΦΠΑ εμπεριεχόμενος - άρθρο 52 του Κώδικα ΦΠΑ' },
  { code: 23, en: 'Public auctions (VAT Code art. 53, formerly 46)', el: 'ΦΠΑ εμπεριεχόμενος - άρθρο 53 του Κώδικα ΦΠΑ' },
  { code: 24, en: 'Real estate supply (VAT Code art. 8, formerly 6)', el: 'Χωρίς ΦΠΑ - άρθρο 8 του Κώδικα ΦΠΑ' },
  { code: 25, en: 'Circular POL.1029/1995', el: 'Χωρίς ΦΠΑ - ΠΟΛ.1029/1995' },
  { code: 26, en: 'Circular POL.1167/2015', el: 'Χωρίς ΦΠΑ - ΠΟΛ.1167/2015' },
  { code: 27, en: 'Other exemptions', el: 'Λοιπές Εξαιρέσεις ΦΠΑ' },
  { code: 28, en: 'Tax Free (VAT Code art. 29.1.b, formerly 24.1.b)', el: 'Χωρίς ΦΠΑ - άρθρο 29.1.β του Κώδικα ΦΠΑ (Tax Free)' },
  { code: 29, en: 'OSS, non-Union scheme (VAT Code art. 56, formerly 47b)', el: 'Χωρίς ΦΠΑ - άρθρο 56 του Κώδικα ΦΠΑ (OSS μη ενωσιακό καθεστώς)' },
  { code: 30, en: 'OSS, Union scheme (VAT Code art. 57, formerly 47c)', el: 'Χωρίς ΦΠΑ - άρθρο 57 του Κώδικα ΦΠΑ (OSS ενωσιακό καθεστώς)' },
  { code: 31, en: 'IOSS (VAT Code art. 58, formerly 47d)', el: 'Χωρίς ΦΠΑ - άρθρο 58 του Κώδικα ΦΠΑ (IOSS)' },
]

/** Codes of `vatExemptionCategories` by name, as strings. The API accepts them in this form. */
export const vatExemptions = {
  /** `1` Outside the scope of VAT (VAT Code art. 2 and 3) · Χωρίς ΦΠΑ - άρθρο 2 και 3 του Κώδικα ΦΠΑ */
  outsideScope: '1',
  /** `2` Goods supply outside VAT, such as business transfer (VAT Code art. 5) · Χωρίς ΦΠΑ - άρθρο 5 του Κώδικα ΦΠΑ */
  businessTransfer: '2',
  /** `3` Goods supplied outside Greece (place of supply) (VAT Code art. 17, formerly 13) · Χωρίς ΦΠΑ - άρθρο 17 του Κώδικα ΦΠΑ */
  goodsOutsideGreece: '3',
  /** `4` Services supplied outside Greece (place of supply) (VAT Code art. 18, formerly 14) · Χωρίς ΦΠΑ - άρθρο 18 του Κώδικα ΦΠΑ */
  servicesOutsideGreece: '4',
  /** `5` Chargeability rules (VAT Code art. 21, formerly 16) · Χωρίς ΦΠΑ - άρθρο 21 του Κώδικα ΦΠΑ */
  chargeability: '5',
  /** `6` Amounts outside the taxable base (VAT Code art. 24, formerly 19) · Χωρίς ΦΠΑ - άρθρο 24 του Κώδικα ΦΠΑ */
  outsideTaxableBase: '6',
  /** `7` Domestic exemptions (VAT Code art. 27, formerly 22) · Χωρίς ΦΠΑ - άρθρο 27 του Κώδικα ΦΠΑ */
  domestic: '7',
  /** `8` Exports (VAT Code art. 29, formerly 24) · Χωρίς ΦΠΑ - άρθρο 29 του Κώδικα ΦΠΑ */
  exports: '8',
  /** `9` Special exemptions for imports and regimes (VAT Code art. 30, formerly 25) · Χωρίς ΦΠΑ - άρθρο 30 του Κώδικα ΦΠΑ */
  importsAndRegimes: '9',
  /** `10` Warehouse and suspension regimes (VAT Code art. 31, formerly 26) · Χωρίς ΦΠΑ - άρθρο 31 του Κώδικα ΦΠΑ */
  warehouse: '10',
  /** `11` Special exemptions: ships, aircraft, diplomats (VAT Code art. 32, formerly 27) · Χωρίς ΦΠΑ - άρθρο 32 του Κώδικα ΦΠΑ */
  shipsAircraftDiplomats: '11',
  /** `12` Special exemptions: open-sea ships (VAT Code art. 32, formerly 27) · Χωρίς ΦΠΑ - άρθρο 32 του Κώδικα ΦΠΑ - Πλοία Ανοικτής Θαλάσσης */
  openSeaShips: '12',
  /** `13` Special exemptions: open-sea ships, item 1.c (VAT Code art. 32.1.c, formerly 27.1.c) · Χωρίς ΦΠΑ - άρθρο 32.1.γ του Κώδικα ΦΠΑ - Πλοία Ανοικτής Θαλάσσης */
  openSeaShipsItem1c: '13',
  /** `14` Intra-EU supplies (VAT Code art. 33, formerly 28) · Χωρίς ΦΠΑ - άρθρο 33 του Κώδικα ΦΠΑ */
  intraEuSupplies: '14',
  /** `15` Small business scheme (VAT Code art. 44, formerly 39) · Χωρίς ΦΠΑ - άρθρο 44 του Κώδικα ΦΠΑ */
  smallBusiness: '15',
  /** `16` Reverse charge on the recipient (VAT Code art. 45, formerly 39a) · Χωρίς ΦΠΑ - άρθρο 45 του Κώδικα ΦΠΑ */
  reverseCharge: '16',
  /** `17` Flat tax payment scheme (VAT Code art. 47, formerly 40) · Χωρίς ΦΠΑ - άρθρο 47 του Κώδικα ΦΠΑ */
  flatTaxPayment: '17',
  /** `18` Farmers scheme (VAT Code art. 48, formerly 41) · Χωρίς ΦΠΑ - άρθρο 48 του Κώδικα ΦΠΑ */
  farmers: '18',
  /** `19` Investment gold (VAT Code art. 54, formerly 47) · Χωρίς ΦΠΑ - άρθρο 54 του Κώδικα ΦΠΑ */
  investmentGold: '19',
  /** `20` Travel agents scheme (VAT Code art. 50, formerly 43) · ΦΠΑ εμπεριεχόμενος - άρθρο 50 του Κώδικα ΦΠΑ */
  travelAgents: '20',
  /** `21` Manufactured tobacco scheme (VAT Code art. 51, formerly 44) · ΦΠΑ εμπεριεχόμενος - άρθρο 51 του Κώδικα ΦΠΑ */
  tobacco: '21',
  /** `22` Second-hand, art and antiques dealers (VAT Code art. 52, formerly 45) · ΦΠΑ εμπεριεχόμενος - άρθρο 52 του Κώδικα ΦΠΑ */
  secondHandGoods: '22',
  /** `23` Public auctions (VAT Code art. 53, formerly 46) · ΦΠΑ εμπεριεχόμενος - άρθρο 53 του Κώδικα ΦΠΑ */
  publicAuctions: '23',
  /** `24` Real estate supply (VAT Code art. 8, formerly 6) · Χωρίς ΦΠΑ - άρθρο 8 του Κώδικα ΦΠΑ */
  realEstate: '24',
  /** `25` Circular POL.1029/1995 · Χωρίς ΦΠΑ - ΠΟΛ.1029/1995 */
  pol1029: '25',
  /** `26` Circular POL.1167/2015 · Χωρίς ΦΠΑ - ΠΟΛ.1167/2015 */
  pol1167: '26',
  /** `27` Other exemptions · Λοιπές Εξαιρέσεις ΦΠΑ */
  other: '27',
  /** `28` Tax Free (VAT Code art. 29.1.b, formerly 24.1.b) · Χωρίς ΦΠΑ - άρθρο 29.1.β του Κώδικα ΦΠΑ (Tax Free) */
  taxFree: '28',
  /** `29` OSS, non-Union scheme (VAT Code art. 56, formerly 47b) · Χωρίς ΦΠΑ - άρθρο 56 του Κώδικα ΦΠΑ (OSS μη ενωσιακό καθεστώς) */
  ossNonUnion: '29',
  /** `30` OSS, Union scheme (VAT Code art. 57, formerly 47c) · Χωρίς ΦΠΑ - άρθρο 57 του Κώδικα ΦΠΑ (OSS ενωσιακό καθεστώς) */
  ossUnion: '30',
  /** `31` IOSS (VAT Code art. 58, formerly 47d) · Χωρίς ΦΠΑ - άρθρο 58 του Κώδικα ΦΠΑ (IOSS) */
  ioss: '31',
} as const
