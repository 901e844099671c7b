# Deprecated: new code uses /contacts.
# It replaces the supplier: send every field that should remain.
curl -X PUT https://api.sandbox-billit.xyz/v1/suppliers/6101 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json' \
  -H 'Content-Type: application/json' \
  --data '{
    "company": "Δίκτυα Βορρά Α.Ε.",
    "vatId": "545678331",
    "phone": "+30 2310 555 021",
    "email": "logistirio@diktya-vorra.example",
    "country": "GR"
  }'
