curl -X DELETE https://api.sandbox-billit.xyz/v1/customers/4824 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
