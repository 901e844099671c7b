curl -X DELETE https://api.sandbox-billit.xyz/v1/products/8803 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
