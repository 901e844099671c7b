# A PUT replaces the contact, so send every field you want to keep.
curl -X PUT https://api.sandbox-billit.xyz/v1/contacts/4821 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "company": "Νυχτερινό Φως Α.Ε.",
    "isCompany": true,
    "customerType": 1,
    "contactType": 1,
    "vatId": "523456110",
    "streetAddress": "Λεωφόρος Συγγρού 130",
    "postalCode": "11745",
    "city": "Αθήνα",
    "country": "GR"
  }'
