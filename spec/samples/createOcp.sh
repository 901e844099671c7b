curl https://api.sandbox-billit.xyz/v1/ocps \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "title": "Annual hosting",
    "customerId": 4821,
    "invoiceTypeId": 31,
    "netValue": 120,
    "vatId": 901,
    "cost": 148.8,
    "paymentMethodId": 1203,
    "lang": "en",
    "expirationAt": "2026-12-31"
  }'
