curl https://api.sandbox-billit.xyz/v1/contacts \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "company": "Κέδρος Ξυλουργική Ο.Ε.",
    "isCompany": true,
    "customerType": 1,
    "contactType": 3,
    "vatId": "534567220",
    "country": "GR",
    "tags": ["παραγγελία"]
  }'
