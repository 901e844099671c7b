curl https://api.sandbox-billit.xyz/v1/purchases \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "supplierId": 6102,
    "invoiceNum": 1183,
    "dateOccurred": "2026-11-06",
    "cleanAmount": 86.29,
    "vatAmount": 20.71,
    "irsAmount": 0,
    "irsType": 1
  }'
