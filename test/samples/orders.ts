/** The input of the nightly job in the guide. The customers are those of the document's examples. */
export const ORDERS = `order;customer;date;details;price
1041;4821;2026-11-23;Annual hosting;120
1042;4821;2026-11-23;Domain name;14.50
1043;4821;2026-11-23;Annual hosting;120
`
