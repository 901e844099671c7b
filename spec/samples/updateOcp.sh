# A PUT replaces the link, so send every field you want to keep.
curl -X PUT https://api.sandbox-billit.xyz/v1/ocps/e3b0c442-98fc-4c14-9afb-f4c8996fb924 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "title": "Annual hosting",
    "description": "From April 2026 to March 2027",
    "customerId": 4821,
    "invoiceTypeId": 31,
    "netValue": 120,
    "vatId": 901,
    "cost": 148.8,
    "paymentMethodId": 1203,
    "lang": "en",
    "expirationAt": "2027-03-31"
  }'
