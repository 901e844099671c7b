curl https://api.sandbox-billit.xyz/v1/purchases/7301 \
  -H "Authorization: Bearer $BILLIT_TOKEN" \
  -H 'Accept: application/json'
