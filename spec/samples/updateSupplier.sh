# Deprecated. Use /contacts instead.
# A PUT replaces the supplier, so send every field you want to keep.
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
