curl https://api.sandbox-billit.xyz/v1/alp-signature \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "amount": 99.2,
    "netAmount": 80,
    "vatAmount": 19.2,
    "grossAmount": 99.2,
    "sellerVat": "512345009",
    "series": "A",
    "invoiceTypeCode": "11.2",
    "sellerBranch": 0,
    "terminalId": "T0000101"
  }'
