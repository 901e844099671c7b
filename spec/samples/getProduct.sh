curl https://api.sandbox-billit.xyz/v1/products/8801 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
