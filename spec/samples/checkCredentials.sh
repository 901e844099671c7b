curl -X POST https://api.sandbox-billit.xyz/v1 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
