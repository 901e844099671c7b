# If no answer comes, list the invoices before you send it again.
curl https://api.sandbox-billit.xyz/v1/invoices \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "customerId": 4821,
    "invoiceDate": "2026-11-22",
    "invoiceTypeId": 31,
    "products": [
      { "details": "Annual hosting", "quantity": 1, "price": 120, "vatId": 901 }
    ]
  }'
