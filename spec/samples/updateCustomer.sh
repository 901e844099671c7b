# A PUT replaces the customer, so send every field you want to keep.
curl -X PUT https://api.sandbox-billit.xyz/v1/customers/4822 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "company": "Kestrel Maritime GmbH",
    "isCompany": true,
    "customerType": 2,
    "vatId": "DE999999999",
    "streetAddress": "Elbkai 11",
    "postalCode": "20457",
    "city": "Hamburg",
    "country": "DE",
    "lang": "en"
  }'
