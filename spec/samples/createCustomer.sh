curl https://api.sandbox-billit.xyz/v1/customers \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "company": "Kestrel Maritime GmbH",
    "isCompany": true,
    "customerType": 2,
    "vatId": "DE999999999",
    "country": "DE",
    "lang": "en"
  }'
