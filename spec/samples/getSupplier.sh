# Deprecated. Use /contacts instead.
curl https://api.sandbox-billit.xyz/v1/suppliers/6101 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
