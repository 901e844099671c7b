curl -X DELETE https://api.sandbox-billit.xyz/v1/payments/5501 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
