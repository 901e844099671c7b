# Deprecated. Use /contacts instead.
curl -X DELETE https://api.sandbox-billit.xyz/v1/suppliers/6105 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
