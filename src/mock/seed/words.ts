/** The words of the data set. Companies, people and products are fictitious. */

/** Faker's Greek first names of women lack accents. */
export const WOMEN = [
  'Αθανασία',
  'Αικατερίνη',
  'Αλεξάνδρα',
  'Αναστασία',
  'Άννα',
  'Γεωργία',
  'Δέσποινα',
  'Δήμητρα',
  'Ελένη',
  'Ευαγγελία',
  'Ιωάννα',
  'Κωνσταντίνα',
  'Μαρία',
  'Παναγιώτα',
  'Σοφία',
  'Χριστίνα',
]

export const MEN = [
  'Αλέξανδρος',
  'Αναστάσιος',
  'Βασίλης',
  'Γιάννης',
  'Δημήτρης',
  'Ηλίας',
  'Θανάσης',
  'Κώστας',
  'Λευτέρης',
  'Μιχάλης',
  'Νίκος',
  'Παναγιώτης',
  'Πέτρος',
  'Σπύρος',
  'Στέλιος',
  'Χρήστος',
]

export const LEGAL_FORMS = ['Α.Ε.', 'Ο.Ε.', 'Ε.Ε.', 'Ι.Κ.Ε.', 'Ε.Π.Ε.']

/** The trade in a company's name, and its profession at the tax office. */
export const TRADES = [
  ['Φωτισμός', 'Σχεδιασμός φωτισμού'],
  ['Ξυλουργική', 'Ξυλουργικές εργασίες'],
  ['Μεταφορές', 'Οδικές μεταφορές'],
  ['Θερμοκήπια', 'Καλλιέργεια κηπευτικών'],
  ['Τυποποίηση', 'Τυποποίηση ελαιολάδου'],
  ['Αρτοποιία', 'Παραγωγή άρτου'],
  ['Οινοποιία', 'Παραγωγή οίνου'],
  ['Τουριστική', 'Ξενοδοχειακές υπηρεσίες'],
  ['Κατασκευαστική', 'Τεχνικά έργα'],
  ['Εκδοτική', 'Εκδόσεις βιβλίων'],
  ['Ναυτιλιακή', 'Διαχείριση πλοίων'],
  ['Ιατρικά', 'Εμπόριο ιατρικών ειδών'],
  ['Ψυκτικά', 'Εγκαταστάσεις ψύξης'],
  ['Λογιστική', 'Λογιστικές υπηρεσίες'],
]

export const SUPPLIES = [
  ['Δίκτυα', 'Τηλεπικοινωνίες'],
  ['Χαρτικά', 'Εμπόριο χαρτικών'],
  ['Ενέργεια', 'Προμήθεια ηλεκτρικής ενέργειας'],
  ['Ηλεκτρονικά', 'Εμπόριο ηλεκτρονικών εξαρτημάτων'],
  ['Μεταφορές', 'Ταχυμεταφορές'],
  ['Καθαριότητα', 'Υπηρεσίες καθαρισμού'],
  ['Έπιπλα', 'Έπιπλα γραφείου'],
]

/** City, first three digits of its postal codes, tax office. */
export const CITIES = [
  ['Αθήνα', '105', 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ'],
  ['Πειραιάς', '185', 'ΚΕΦΟΔΕ ΑΤΤΙΚΗΣ'],
  ['Θεσσαλονίκη', '546', 'ΚΕΦΟΔΕ ΘΕΣΣΑΛΟΝΙΚΗΣ'],
  ['Πάτρα', '262', 'ΔΟΥ ΠΑΤΡΩΝ'],
  ['Ηράκλειο', '712', 'ΔΟΥ ΗΡΑΚΛΕΙΟΥ'],
  ['Χανιά', '731', 'ΔΟΥ ΧΑΝΙΩΝ'],
  ['Λάρισα', '412', 'ΔΟΥ ΛΑΡΙΣΑΣ'],
  ['Βόλος', '382', 'ΔΟΥ ΒΟΛΟΥ'],
  ['Ιωάννινα', '454', 'ΔΟΥ ΙΩΑΝΝΙΝΩΝ'],
  ['Καβάλα', '653', 'ΔΟΥ ΚΑΒΑΛΑΣ'],
  ['Ερμούπολη', '841', 'ΔΟΥ ΣΥΡΟΥ'],
  ['Ρόδος', '851', 'ΔΟΥ ΡΟΔΟΥ'],
]

export const STREETS = [
  'Ερμού',
  'Πειραιώς',
  'Εγνατίας',
  'Τσιμισκή',
  'Κοραή',
  'Ρήγα Φεραίου',
  'Καποδιστρίου',
  'Αγίου Μηνά',
  'Θηβών',
  'Σόλωνος',
]

export const GERMAN_TRADES = [
  ['Schiffstechnik', 'Ship equipment'],
  ['Messtechnik', 'Measuring instruments'],
  ['Gartenbau', 'Horticulture'],
  ['Feinkost', 'Food trade'],
]

export const BRITISH_TRADES = ['Interior design', 'Yacht charter', 'Publishing', 'Food import']

export const TAGS = [
  'retainer',
  'εξωτερικό',
  'consulting',
  'hosting',
  'παραγγελία',
  'επείγον',
  'έκθεση 2026',
  'συντήρηση',
  'χονδρική',
  'λιανική',
  'συνεργάτης',
  'newsletter',
]

interface Article {
  name: string
  nameSec: string
  price: [from: number, to: number]
  isService: boolean
}

const service = (name: string, nameSec: string, from: number, to: number): Article => ({
  name,
  nameSec,
  price: [from, to],
  isService: true,
})

const goods = (name: string, nameSec: string, from: number, to: number): Article => ({
  ...service(name, nameSec, from, to),
  isService: false,
})

export const ARTICLES: Article[] = [
  service('Ετήσια φιλοξενία', 'Annual hosting', 120, 240),
  goods('Αισθητήρας υγρασίας', 'Humidity sensor', 30, 50),
  service('Ώρα συμβουλευτικής', 'Consulting hour', 50, 90),
  goods('Πύλη αισθητήρων', 'Sensor gateway', 150, 220),
  service('Τεχνική υποστήριξη, μήνας', 'Technical support, month', 60, 120),
  goods('Αισθητήρας θερμοκρασίας', 'Temperature sensor', 20, 40),
  service('Εγκατάσταση στον χώρο σας', 'Installation at your premises', 90, 180),
  goods('Ηλιακός φορτιστής', 'Solar charger', 35, 80),
  service('Ημερίδα εκπαίδευσης', 'Training day', 300, 520),
  goods('Μπαταρία λιθίου', 'Lithium battery', 6, 18),
  service('Σχεδιασμός ιστοσελίδας', 'Web site design', 600, 1800),
  goods('Βάση τοίχου', 'Wall mount', 4, 12),
  service('Ανάπτυξη λογισμικού, ημέρα', 'Software development, day', 320, 480),
  goods('Καταγραφικό δεδομένων', 'Data logger', 90, 160),
  service('Έλεγχος ασφάλειας', 'Security audit', 700, 1500),
  goods('Κεραία εξωτερικού χώρου', 'Outdoor antenna', 25, 65),
  service('Μεταφορά δεδομένων', 'Data migration', 250, 700),
  goods('Αισθητήρας εδάφους', 'Soil sensor', 45, 85),
  service('Όνομα χώρου, έτος', 'Domain name, year', 10, 25),
  goods('Οθόνη πίνακα', 'Panel display', 70, 140),
  service('Βαθμονόμηση αισθητήρων', 'Sensor calibration', 40, 80),
  goods('Ανεμόμετρο', 'Anemometer', 60, 120),
  service('Αντίγραφα ασφαλείας, μήνας', 'Backups, month', 15, 40),
  goods('Βροχόμετρο', 'Rain gauge', 40, 75),
  service('Μετάφραση τεκμηρίωσης', 'Translation of documentation', 80, 300),
  goods('Τροφοδοτικό 12 V', 'Power supply 12 V', 9, 22),
  service('Συνδρομή πλατφόρμας, μήνας', 'Platform subscription, month', 19, 99),
  goods('Καλώδιο αισθητήρα 10 m', 'Sensor cable 10 m', 7, 16),
  service('Μελέτη εγκατάστασης', 'Installation study', 180, 420),
  goods('Στεγανό κουτί', 'Weatherproof box', 11, 28),
]
