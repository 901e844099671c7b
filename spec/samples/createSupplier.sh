# Deprecated. Use /contacts instead.
curl https://api.sandbox-billit.xyz/v1/suppliers \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "company": "Χαρτικά Πλάκας",
    "vatId": "556789442",
    "country": "GR"
  }'
