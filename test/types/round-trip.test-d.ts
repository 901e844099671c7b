/** A record that a GET returns can be sent with a PUT, including nulls. */
import type {
  Contact,
  ContactUpdate,
  Customer,
  CustomerUpdate,
  Product,
  ProductUpdate,
  Supplier,
  SupplierUpdate,
} from '../../src/index.ts'

declare const contact: Contact
declare const customer: Customer
declare const product: Product
declare const supplier: Supplier

contact satisfies ContactUpdate
customer satisfies CustomerUpdate
product satisfies ProductUpdate
supplier satisfies SupplierUpdate

void ({ ...contact, phone: '+30 210 555 0199' } satisfies ContactUpdate)
void ({ ...product, isService: null } satisfies ProductUpdate)

// @ts-expect-error: set by the server
contact.total = 0
