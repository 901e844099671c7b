# A PUT replaces the invoice, so send every field and row you want to keep.
curl -X PUT https://api.sandbox-billit.xyz/v1/invoices/5a6b7c8d-9e0f-4123-8456-789abcdef012 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "customerId": 4821,
    "excludeMydata": true,
    "invoiceDate": "2026-11-20",
    "dateExpires": "2026-12-20",
    "invoiceTypeId": 31,
    "products": [
      { "details": "Technical support", "quantity": 4, "price": 60, "vatId": 901 }
    ],
    "tags": ["retainer"]
  }'
