# Deprecated. Use /contacts instead.
curl 'https://api.sandbox-billit.xyz/v1/suppliers?per_page=250&page=1' \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
